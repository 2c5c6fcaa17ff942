"""What a signature must bring, and whether some words are that: a note, a link, a branch, a document."""

from dataclasses import dataclass

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import evolve
from bot.domain.plan.code import is_branch
from bot.domain.plan.evidence import gives_something
from bot.domain.plan.layout import Item
from bot.domain.plan.steps import Asks
from bot.domain.reading.code import branch_named, is_same
from bot.domain.reading.content import delivered, outdated
from bot.domain.reading.documents import LINK, PREFACE, missing, read
from bot.domain.rules.facts import Facts
from bot.domain.state.documents import Draft
from bot.domain.state.release import Release


@dataclass(frozen=True, slots=True)
class Brought:
    """`first`: what is recorded before the signature. `note`: what it says."""

    note: str
    first: tuple[e.Event, ...] = ()


def evidence(release: Release, item: Item, words: str, fact: Facts) -> Brought | r.Refused:
    """The words of the line, else the person's last words on the item that will do; or what is missing."""
    asks, remarks = item.step.asks, release.records[item.id].said_by(fact.actor.person)
    if asks is None:
        return Brought(words or next(remarks, ""))
    lacking: r.Refused | None = None
    for said in (words,) if words else (*remarks, ""):
        brought = _brings(release, item, asks, said, fact)
        if isinstance(brought, Brought):
            return brought
        lacking = lacking or brought
    return lacking or r.MissingEvidence(item.id, asks)


def _brings(release: Release, item: Item, asks: Asks, words: str, fact: Facts) -> Brought | r.Refused:
    match asks.kind:
        case "note":
            return Brought(words) if gives_something(words) else r.MissingEvidence(item.id, asks)
        case "link":
            return Brought(words) if LINK.search(words) else r.MissingEvidence(item.id, asks)
        case "branch":
            return _code(release, item, asks, words, fact)
        case "document":
            return _document(release, item, asks.document or "", words, fact)


def _code(release: Release, item: Item, asks: Asks, words: str, fact: Facts) -> Brought | r.Refused:
    """Branch and commit as the words name them; without words, those submitted since the item opened."""
    system = item.system or ""
    fix = release.hotfixes.get(item.hotfix)
    known = next(release.through(system), None)
    reopened = release.records[item.id].reopened
    if known and not words and fix is None and (reopened is None or known.at >= reopened):
        return Brought(f"{known.branch} {known.commit}".strip())
    planned = release.plan.systems[system].branch
    named = branch_named(words, fix.branch if fix else planned)
    if named is None and planned is None:
        named = branch_named(words, None)
    if named is None:
        return r.MissingEvidence(item.id, asks)
    branch, commit = named
    if wrong := misnamed(branch or "", commit):
        return wrong
    submitted = e.CodeSubmitted(**fact.header, system=system, branch=branch, commit=commit, hotfix=item.hotfix)
    is_same_code = known is not None and known.branch == branch and is_same(known.commit, commit)
    is_news = fix is not None or not is_same_code
    return Brought(words, with_own_end(release, item, submitted, fact) if is_news else ())


def misnamed(branch: str, commit: str) -> r.NotABranch | None:
    """Names that git refuses are refused here: to whatever runs it, they may be something else than a name."""
    if branch and not is_branch(branch):
        return r.NotABranch(branch)
    return r.NotABranch(commit) if commit.startswith("-") else None


def _document(release: Release, item: Item, document: str, words: str, fact: Facts) -> Brought | r.Refused:
    """The document as the words hold it; where they hold none of it, the version that was delivered last."""
    known = delivered(release, item)
    draft = read(release.plan.documents[document], words)
    if known and not draft.held and not draft.sections.keys() - {PREFACE}:
        return Brought(words or known.link)
    if lacking := missing(release.plan.documents[document], draft):
        return r.Incomplete(item.id, document, lacking)
    is_news = known is None or draft != known.draft
    return Brought(draft.link, delivery(release, item, draft, fact) if is_news else ())


def delivery(release: Release, item: Item, draft: Draft, fact: Facts) -> tuple[e.Event, ...]:
    """A new version of the item's document, and the end of what was signed for the one before."""
    written = e.Written(**fact.header, item=item.id, sections=draft.sections, link=draft.link, held=draft.held)
    return with_own_end(release, item, written, fact)


def with_own_end(
    release: Release, item: Item, brought: e.Written | e.CodeSubmitted, fact: Facts
) -> tuple[e.Event, ...]:
    """What is brought, and the end of the item's earlier signatures, before whoever brings it signs anew."""
    ended = (content for key, content in outdated(evolve(release, brought)) if key == item.id)
    return (brought, *(e.Outdated(**fact.header, item=item.id, content=content) for content in ended))
