"""Lines about documents, reviews, branches and scripts."""

import re
from dataclasses import replace
from typing import Final

from bot.domain import commands as c
from bot.domain import queries as q
from bot.domain.documents import LINK, Draft, branch_named, read
from bot.domain.naming import SHOWN, Named, near, system_names
from bot.domain.plan import Document
from bot.domain.refusals import Lacks, NoDocument, NoSuchName, Refused
from bot.domain.release import Release
from bot.slack import document_form
from bot.slack.grammar.golive import script_back, script_read
from bot.slack.grammar.items import Chosen, choose
from bot.slack.grammar.people import Asked
from bot.slack.grammar.verbs import USAGE

SHOW: Final = re.compile(r"(?:show|read|see)(?!\w)\s*|(?:查看|阅读|看)\s*", re.IGNORECASE)
OVER: Final = re.compile(r"over (\d+)")  # the version a form was filled with
REMOVE: Final = re.compile(r"(?:remove|delete|rm)(?!\w)\s*|(?:移除|删除|去掉)\s*", re.IGNORECASE)
BACK: Final = re.compile(r"back(?!\w)\s*|(?:回滚|回退)\s*", re.IGNORECASE)
READ: Final = re.compile(r"(?:read|review)(?!\w)\s*|(?:复核|已读|审阅)\s*", re.IGNORECASE)
DIGEST: Final = re.compile(r"(?:sha256:)?[0-9a-fA-F]{64}")


def contents(asked: Asked) -> c.Command | q.Query | Refused:
    match asked.line.verb:
        case "write":
            return _write(asked)
        case "sendback":
            return _send_back(asked)
        case "branch":
            return _branch(asked)
        case _:
            return _script(asked)


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


def _branch(asked: Asked) -> c.SubmitCode | Refused:
    if not asked.words:
        return Lacks("commit", USAGE["branch"])
    named = _system(asked, asked.words)
    if not isinstance(named, Named):
        return named
    system = named.keys[0]
    code = branch_named(asked.with_note(named.rest), asked.release.plan.systems[system].branch)
    return c.SubmitCode(system, *code) if code else Lacks("commit", f"/release branch {system} BRANCH COMMIT")


def _script(asked: Asked) -> c.Command | q.Scripts | Refused:
    """`script [SYSTEM]` lists; with a name and a hash, in either order, it attaches; `remove` takes one away."""
    if back := BACK.match(asked.words):
        return script_back(asked, asked.words[back.end() :])
    if reading := READ.match(asked.words):
        return script_read(asked, asked.words[reading.end() :])
    removing = REMOVE.match(asked.words)
    words = asked.words[removing.end() :] if removing else asked.words
    if not words:
        return Lacks("script", "/release script remove SYSTEM NAME REASON") if removing else q.Scripts()
    named = _system(asked, words)
    if not isinstance(named, Named):
        return named
    system, said = named.keys[0], asked.own_words(named.rest)
    name, _, rest = said.partition(" ")
    if removing:
        usage = f"/release script remove {system} NAME REASON"
        return c.RemoveScript(system, name, asked.with_note(rest)) if name else Lacks("script", usage)
    if not name:
        return q.Scripts(system)
    digest, *others = rest.split() or [""]
    if DIGEST.fullmatch(name) and not DIGEST.fullmatch(digest):  # as `sha256sum` prints them
        name, digest = digest.lstrip("*"), name
    if not name or not digest:
        return Lacks("digest", f"/release script {system} NAME SHA256 LINK")
    link = LINK.search(" ".join(others))
    return c.AttachScript(system, name, digest, link[0] if link else "")


def _system(asked: Asked, words: str) -> Named | NoSuchName:
    plan = asked.release.plan
    named = system_names(plan, plan.systems).first(words)
    if named is None or len(named.keys) > 1:
        name = words.split(maxsplit=1)[0][:SHOWN]
        return NoSuchName("system", name, named.keys if named else near(name, plan.systems))
    return named
