"""Lines about documents and reviews."""

import re
from dataclasses import replace
from typing import Final

from bot.domain import commands as c
from bot.domain.plan import Document
from bot.domain.reading.documents import read
from bot.domain.reading.standing import claims
from bot.domain.refusals import NoDocument, Refused
from bot.domain.state.documents import Draft
from bot.domain.state.release import Release
from bot.speech.guide import Does
from bot.talk import queries as q
from bot.talk.grammar.choosing import Chosen, Keys, choose, to_sign
from bot.talk.grammar.verbs import AskedLine, HelpEntry, Verb
from bot.talk.sections import drafted

SHOW: Final = re.compile(r"(?:show|read|see)(?!\w)\s*|(?:查看|阅读|看)\s*", re.IGNORECASE)
OVER: Final = re.compile(r"over (\d+)")  # the version a form was filled with


def _write(asked: AskedLine) -> c.Write | q.Document | Refused:
    """`write ITEM [TEXT]`; `write show ITEM` is read, by the name of the item that reviews it, too."""
    showing = SHOW.match(asked.words)
    chosen = choose(replace(asked, words=asked.words[showing.end() :]) if showing else asked, _to_write)
    if not isinstance(chosen, Chosen):
        return chosen
    document = _document(asked.release, chosen.item)
    if showing:
        item = chosen.item if document else _reviewed(asked.release, chosen.item)
        return q.Document(item) if item else NoDocument(chosen.item)
    if document is None:
        return c.Write(chosen.item, Draft({}))
    if asked.line.fields:
        over = OVER.fullmatch(chosen.rest)
        number = int(over[1]) if over else None
        return c.Write(chosen.item, _drafted(asked, chosen.item, document, number), number)
    return c.Write(chosen.item, read(document, asked.with_note(chosen.rest)))


def _drafted(asked: AskedLine, item: str, document: Document, over: int | None) -> Draft:
    """What the form brought, over the version it showed."""
    versions = asked.release.documents.get(item, ())[:over]
    known = versions[-1].draft if versions else Draft({})
    return drafted(document, known, asked.line.fields)


def _document(release: Release, item: str) -> Document | None:
    asks = release.item(item).step.asks
    return release.plan.documents[asks.document] if asks and asks.document else None


def _reviewed(release: Release, item: str) -> str:
    """The document that the item reviews, where it is one; else ""."""
    step, system = release.item(item).step.reviews, release.item(item).system
    found = [
        key
        for key in (release.layout.of_step[step] if step else ())
        if release.item(key).system in (None, system) and _document(release, key)
    ]
    return found[0] if len(found) == 1 else ""


def _send_back(asked: AskedLine) -> c.SendBack | Refused:
    """The item is named as the review, or as what is reviewed."""
    chosen = choose(asked, _to_send_back)
    if not isinstance(chosen, Chosen):
        return chosen
    item, release = asked.release.item(chosen.item), asked.release
    reviewing = [
        key
        for key, other in release.layout.items.items()
        if other.step.reviews == item.step.id and other.system in (None, item.system)
    ]
    review = reviewing[0] if item.step.reviews is None and len(reviewing) == 1 else item.id
    return c.SendBack(review, asked.with_note(chosen.rest), asked.line.seen)


def _to_write(asked: AskedLine, items: Keys) -> Keys:
    """The documents that are the person's to write: those to be signed now, else all of them."""
    asking = tuple(key for key in items if (asks := asked.release.item(key).step.asks) and asks.document)
    own = tuple(key for key in asking if claims(asked.release, asked.release.item(key), asked.actor.person, asked.now))
    return tuple(key for key in own if asked.release.standing(key) == "open") or own


def _to_send_back(asked: AskedLine, items: Keys) -> Keys:
    return tuple(key for key in to_sign(asked, items) if asked.release.item(key).step.reviews)


VERBS: Final = (
    Verb(
        name="write",
        aliases=(
            "document",
            "deliver",
            "撰写",
            "写",
            "提交文档",
            "文档",
        ),
        words="ITEM",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 120, "ITEM", Does.WRITE),
        binds=_write,
    ),
    Verb(
        name="sendback",
        aliases=(
            "return",
            "reject",
            "退回",
            "打回",
            "驳回",
        ),
        words="ITEM REASON",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 130, "ITEM REASON", Does.SENDBACK),
        binds=_send_back,
    ),
)
