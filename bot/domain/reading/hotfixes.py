"""Whether what replaces a hotfix holds it: asked by its name of who brought the commit, and never taken for granted.

A hotfix runs where it was deployed until something else does. Nobody can tell from a commit what it holds, so until
somebody has said so of this very commit, it is in doubt.
"""

from collections.abc import Iterator

from bot.domain import refusals as r
from bot.domain.plan.layout import Item
from bot.domain.reading.code import is_same, to_go
from bot.domain.reading.deployments import last_there
from bot.domain.reading.going_live import submitters
from bot.domain.reading.staffing import addressed
from bot.domain.state.bugs import Bug, Turn
from bot.domain.state.hotfixes import Hotfix
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED

Doubt = tuple[str, str]
"""A hotfix, and the commit (or the branch, where none is known) of which nobody has said whether it holds it."""


def doubts(release: Release) -> tuple[Doubt, ...]:
    """Every such pair: of what runs somewhere, and of what is to be deployed next."""
    if not release.hotfixes or release.state in ("aborted", "finished"):
        return ()
    return tuple(dict.fromkeys((*_running(release), *_coming(release))))


def in_doubt(release: Release, system: str, environment: str, commit: str) -> Iterator[Hotfix]:
    """The hotfixes that run there and that this commit is not known to hold, or to lack."""
    for fix in running_there(release, system, environment) if commit else ():
        if holds(fix, commit) is None:
            yield fix


def running_there(release: Release, system: str, environment: str) -> tuple[Hotfix, ...]:
    """The hotfixes in what the system runs there, as far as anybody has said; a rollback takes them all away."""
    found: dict[str, None] = {}
    for each in release.deployments if release.hotfixes else ():
        if (each.system, each.environment) != (system, environment) or each.failed:
            continue
        kept = (key for key in found if holds(release.hotfixes[key], each.commit or each.branch) is not False)
        own = release.item(each.item).hotfix
        found = {} if each.rollback else dict.fromkeys((*kept, *((own,) if own else ())))
    return tuple(fix for key in found if (fix := release.hotfixes[key]).course != "abandoned")


def holds(fix: Hotfix, commit: str) -> bool | None:
    """Whether it is this hotfix, or was said to hold it; None where nobody has said so."""
    if is_same(commit, fix.commit or fix.branch):
        return True
    return next((held for known, held in fix.compared.items() if is_same(known, commit)), None)


def coming(release: Release, item: Item) -> str:
    """The commit, or else the branch, that the item is to deploy; "" where a hotfix has not submitted one."""
    branch, commit = to_go(release, item)
    return commit or ("" if item.hotfix else branch)


def question(release: Release, item: Item, commit: str) -> r.HotfixInDoubt | None:
    """What is to be said before the item deploys this commit; None where nothing is."""
    if not item.step.deploys or item.system is None or item.rollback:
        return None
    found = next(in_doubt(release, item.system, item.step.deploys, commit), None)
    return r.HotfixInDoubt(item.id, found.id, commit, who_knows(release, found, commit)) if found else None


def carries(release: Release, fix: Hotfix, bug: Bug) -> bool:
    """Whether the hotfix, as things stand, gets to where the bug was found: neither it nor that is let go."""
    there = (key for key in fix.items if release.item(key).step.deploys == bug.environment)
    return fix.course != "abandoned" and not any(release.records[key].waiver for key in there)


def no_longer_mended(before: Release, after: Release) -> Iterator[tuple[Hotfix, Bug]]:
    """The bugs that count as mended through a hotfix whose signatures for it have ended, or which will not run there.

    What somebody said of the bug itself is theirs, whatever becomes of the hotfix.
    """
    for key, fix in before.hotfixes.items():
        bug = after.bugs.get(fix.bug)
        if bug is None or bug.ref or bug.state not in ("fixed", "verified"):
            continue
        given = _turns_given(before, fix, bug)
        if given and not (given <= _turns_given(after, fix, bug) and carries(after, after.hotfixes[key], bug)):
            yield fix, bug


def _turns_given(release: Release, fix: Hotfix, bug: Bug) -> set[Turn]:
    """What its checklist's signatures made of the bug in its present round."""
    signed = {(each.person, each.at) for key in fix.items for each in release.records[key].signatures}
    last = {turn.state: turn for turn in bug.turns}
    present = (last.get("fixed"), last.get("verified") if bug.state == "verified" else None)
    return {turn for turn in present if turn and (turn.person, turn.at) in signed}


def who_knows(release: Release, fix: Hotfix, commit: str) -> tuple[str, ...]:
    """Who is asked: whoever develops the hotfix that has this commit, or submits the system's code; else the lead."""
    path = release.plan.hotfix
    own = (other for other in release.hotfixes.values() if other.system == fix.system and is_same(commit, other.commit))
    brought = next(own, None)
    if brought and path:
        people = release.named_for(release.item(brought.items[0]), path.developer)
    else:
        people = submitters(release, fix.system)
    return addressed(release, people) or release.leads


def _running(release: Release) -> Iterator[Doubt]:
    for system, environment in dict.fromkeys((each.system, each.environment) for each in release.deployments):
        last = last_there(release.deployments, system, environment)
        if last and not last.failed and not last.rollback:
            commit = last.commit or last.branch
            yield from ((fix.id, commit) for fix in in_doubt(release, system, environment, commit))


def _coming(release: Release) -> Iterator[Doubt]:
    """What waits for the end of a hotfix deploys that hotfix, or what comes after it."""
    for key, item in release.layout.items.items():
        if not item.step.deploys or item.system is None or item.rollback or release.standing(key) in SETTLED:
            continue
        commit = coming(release, item)
        for fix in in_doubt(release, item.system, item.step.deploys, commit):
            if release.has_landed(fix) or fix.items[-1] not in item.needs:
                yield fix.id, commit
