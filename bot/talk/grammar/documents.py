"""Lines about documents and reviews."""

import re
from dataclasses import replace
from typing import Final

from bot.domain import commands as c
from bot.domain.plan import Document
from bot.domain.reading.documents import read
from bot.domain.refusals import NoDocument, Refused
from bot.domain.state.documents import Draft
from bot.domain.state.release import Release
from bot.slack.pictures import document_form
from bot.talk import queries as q
from bot.talk.grammar.choosing import Chosen, choose
from bot.talk.grammar.code import branch, script
from bot.talk.grammar.directory import Asked

SHOW: Final = re.compile(r"(?:show|read|see)(?!\w)\s*|(?:查看|阅读|看)\s*", re.IGNORECASE)
OVER: Final = re.compile(r"over (\d+)")  # the version a form was filled with


def contents(asked: Asked) -> c.Command | q.Query | Refused:
    match asked.line.verb:
        case "write":
            return _write(asked)
        case "sendback":
            return _send_back(asked)
        case "branch":
            return branch(asked)
        case _:
            return script(asked)


def _write(asked: Asked) -> c.Write | q.Document | Refused:
    """`write ITEM [TEXT]`; `write show ITEM` is read, by the name of the item that reviews it, too."""
    showing = SHOW.match(asked.words)
    chosen = choose(replace(asked, words=asked.words[showing.end() :]) if showing else asked)
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


def _drafted(asked: Asked, item: str, document: Document, over: int | None) -> Draft:
    """What the form brought, over the version it showed."""
    versions = asked.release.documents.get(item, ())[:over]
    known = versions[-1].draft if versions else Draft({})
    return document_form.drafted(document, known, asked.line.fields)


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


def _send_back(asked: Asked) -> c.SendBack | Refused:
    """The item is named as the review, or as what is reviewed."""
    chosen = choose(asked)
    if not isinstance(chosen, Chosen):
        return chosen
    item, release = asked.release.item(chosen.item), asked.release
    reviewing = [
        key
        for key, other in release.layout.items.items()
        if other.step.reviews == item.step.id and other.system in (None, item.system)
    ]
    review = reviewing[0] if item.step.reviews is None and len(reviewing) == 1 else item.id
    return c.SendBack(review, asked.with_note(chosen.rest))
