"""Whose turn it is with a bug: who may mend it, who may judge it (their rules: `rules.bugs`); and what is left over."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

from bot.domain import events as e
from bot.domain.plan import Bugs
from bot.domain.reading.staffing import acting, asked, votes
from bot.domain.reading.standing import acted_in
from bot.domain.state.bugs import Bug
from bot.domain.state.release import Release
from bot.domain.state.staffing import Vote

Act = Literal["fix", "verify", "reopen", "defer"]


def remaining(bugs: Iterable[Bug], release: str) -> Iterator[e.Deferred]:
    """What a release that has ended leaves unsolved to the next; what a tracker keeps is told by the tracker."""
    for bug in bugs:
        if bug.state in ("open", "fixed", "deferred") and not bug.ref:
            yield e.Deferred(
                release=release,
                bug=bug.id,
                severity=bug.severity,
                system=bug.system,
                title=bug.title,
                detail=bug.detail,
            )


def menders(release: Release, bug: Bug, now: datetime) -> tuple[Vote, ...]:
    """The system's own holders of the role that mends, and their stand-ins."""
    bugs = release.plan.bugs
    if bugs is None:
        return ()
    return tuple(votes(release, bugs.owner, release.named(bugs.owner, bug.system), acting(release, now)))


def judges(release: Release, bug: Bug, now: datetime) -> tuple[Vote, ...]:
    """The system's own tester first, then every other one, and their stand-ins; never who has a part in the mending."""
    bugs = release.plan.bugs
    if bugs is None:
        return ()
    testers = dict.fromkeys((*release.named(bugs.verifier, bug.system), *release.named(bugs.verifier, None)))
    barred = interested(release, bug, bugs, now)
    judging = votes(release, bugs.verifier, testers, acting(release, now))
    return tuple(vote for vote in judging if not barred & {vote.person, vote.instead_of})


def interested(release: Release, bug: Bug, bugs: Bugs, now: datetime) -> frozenset[str]:
    """Who mended it in any round, develops the system, or stands in for one of them."""
    own = acted_in(release, bugs.owner, bug.system) | bug.fixers
    return own | {stand_in.person for stand_in in acting(release, now) if stand_in.instead_of in own}


def vote_of(votes: Iterable[Vote], person: str) -> Vote | None:
    return next((vote for vote in votes if vote.person == person), None)


def turn(release: Release, bug: Bug, now: datetime) -> tuple[str, ...]:
    """Who is asked to act: to mend an open bug; to verify a mended one, its own tester or else whoever may."""
    bugs = release.plan.bugs
    if bugs is None or bug.state not in ("open", "fixed"):
        return ()
    if bug.state == "open":
        return asked(release, menders(release, bug, now))
    judging = judges(release, bug, now)
    own = set(release.named(bugs.verifier, bug.system))
    return asked(release, (each for each in judging if {each.person, each.instead_of} & own)) or asked(release, judging)


def acts(release: Release, bug: Bug, person: str, now: datetime) -> tuple[Act, ...]:
    """What this person may do with the bug now; a bug that a tracker keeps is changed there."""
    bugs = release.plan.bugs
    if bugs is None or bug.ref or release.state in ("aborted", "finished"):
        return ()
    mends = vote_of(menders(release, bug, now), person) is not None
    judging = vote_of(judges(release, bug, now), person) is not None
    return tuple(_acts(bug, bugs, mends=mends, judging=judging))


def _acts(bug: Bug, bugs: Bugs, *, mends: bool, judging: bool) -> Iterator[Act]:
    if mends and bug.state in ("open", "deferred"):
        yield "fix"
    if not judging:
        return
    if bug.state == "fixed":
        yield "verify"
    if bug.state in ("fixed", "verified", "deferred"):
        yield "reopen"
    if bug.state in ("open", "fixed") and bug.severity in bugs.defer:
        yield "defer"
