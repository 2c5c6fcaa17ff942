"""What a signature must bring, and whether some words are that: a note, a link, a branch, a document."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.documents import LINK, Draft, branch_named, missing, read
from bot.domain.layout import Item
from bot.domain.plan import Asks
from bot.domain.release import Release
from bot.domain.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Brought:
    """`first`: what is recorded before the signature. `note`: what it says."""

    note: str
    first: tuple[e.Event, ...] = ()


def evidence(release: Release, item: Item, words: str, fact: Facts) -> Brought | r.Refused:
    """The words of the line, else the person's last words on the item that will do; or what is missing."""
    asks = item.step.asks
    if asks is None:
        return Brought(words or next(_remarks(release, item, fact.actor), ""))
    lacking: r.Refused | None = None
    for said in (words,) if words else (*_remarks(release, item, fact.actor), ""):
        brought = _brings(release, item, asks, said, fact)
        if isinstance(brought, Brought):
            return brought
        lacking = lacking or brought
    return lacking or r.MissingEvidence(item.id, asks)


def _remarks(release: Release, item: Item, actor: c.Actor) -> Iterator[str]:
    """What the person said about the item, newest first; what was said before it reopened is about something else."""
    record = release.records[item.id]
    return (
        remark.text.strip()
        for remark in reversed(record.remarks)
        if remark.person == actor.person and (record.reopened is None or remark.at > record.reopened)
    )


def _brings(release: Release, item: Item, asks: Asks, words: str, fact: Facts) -> Brought | r.Refused:
    match asks.kind:
        case "note":
            return Brought(words) if words else r.MissingEvidence(item.id, asks)
        case "link":
            return Brought(words) if LINK.search(words) else r.MissingEvidence(item.id, asks)
        case "branch":
            return _code(release, item, asks, words, fact)
        case "document":
            return _document(release, item, asks.document or "", words, fact)


def _code(release: Release, item: Item, asks: Asks, words: str, fact: Facts) -> Brought | r.Refused:
    system = item.system or ""
    fix = release.hotfixes.get(item.hotfix)
    planned = release.plan.systems[system].branch
    named = branch_named(words, fix.branch if fix else planned)
    if named is None:
        return r.MissingEvidence(item.id, asks)
    branch, commit = named
    submitted = e.CodeSubmitted(**fact.header, system=system, branch=branch, commit=commit, hotfix=item.hotfix)
    known = release.sources.get(system)
    is_news = fix is not None or known is None or (known.branch, known.commit) != named
    return Brought(words, (submitted,) if is_news else ())


def _document(release: Release, item: Item, document: str, words: str, fact: Facts) -> Brought | r.Refused:
    """The document as the words hold it; where they hold none of it, the version that was delivered last."""
    versions = release.documents.get(item.id)
    draft = read(release.plan.documents[document], words)
    if versions and not draft.sections and not draft.held:
        return Brought(words or versions[-1].link)
    if lacking := missing(release.plan.documents[document], draft):
        return r.Incomplete(item.id, document, lacking)
    known = Draft(versions[-1].sections, versions[-1].link, versions[-1].held) if versions else None
    written = e.Written(**fact.header, item=item.id, sections=draft.sections, link=draft.link, held=draft.held)
    return Brought(draft.link, () if draft == known else (written,))
