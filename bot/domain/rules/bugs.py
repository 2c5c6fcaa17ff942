"""The life of a bug: open, fixed by whoever develops the system, verified by a tester who is somebody else (1d, 2a-4).

Bugs that a tracker keeps are changed there; the release hears of it (`tracker`). Who is who is in `reading.bugs`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.plan.evidence import gives_something
from bot.domain.plan.spelling import fold
from bot.domain.reading.bugs import interested, judges, menders, vote_of
from bot.domain.reading.deployments import reached
from bot.domain.reading.staffing import people_of
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.bugs import Bug
from bot.domain.state.release import Release
from bot.domain.state.staffing import Vote


def decide(release: Release, command: c.BugCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.ReportBug():
            return report(release, command, actor, now)
        case c.FixBug():
            return fix(release, command, actor, now)
        case c.VerifyBug():
            return verify(release, command, actor, now)
        case c.ReopenBug():
            return reopen(release, command, actor, now)
        case c.DeferBug():
            return defer(release, command, actor, now)
        case c.GradeBug():
            return grade(release, command, actor, now)
        case c.CarryBugs():
            return carry(release, command, actor, now)
        case _:
            assert_never(command)


def report(release: Release, command: c.ReportBug, actor: c.Actor, now: datetime) -> Decided:
    """Anybody who takes part reports; severity, system and environment are the plan's."""
    plan = release.plan
    if refused := kept_elsewhere(release):
        return refused
    severity = severity_named(release, command.severity)
    if severity is None:
        return r.NoSuchName("severity", command.severity, tuple(plan.bugs.severities if plan.bugs else ()))
    if command.system not in plan.systems:
        return r.NoSuchName("system", command.system, tuple(plan.systems))
    environment = command.environment or newest_environment(release, command.system)
    if environment and environment not in plan.environments:
        return r.NoSuchName("environment", environment, tuple(plan.environments))
    if not gives_something(command.title):
        return r.Lacks("title", "bug SEVERITY SYSTEM TITLE")
    return (
        e.BugReported(
            **Facts(actor, now).header,
            bug=next_id(release),
            severity=severity,
            system=command.system,
            environment=environment,
            title=command.title.strip(),
            detail=command.detail.strip(),
        ),
    )


def kept_elsewhere(release: Release) -> r.NoBugs | r.KeptElsewhere | None:
    """Why no bug is reported here."""
    bugs = release.plan.bugs
    if bugs is None:
        return r.NoBugs()
    return r.KeptElsewhere("", bugs.tracker.at) if bugs.tracker else None


def severity_named(release: Release, name: str) -> str | None:
    known = release.plan.bugs.severities if release.plan.bugs else {}
    return next((key for key in known if fold(key) == fold(name.strip())), None)


def next_id(release: Release, ahead: int = 1) -> str:
    return f"B{len(release.bugs) + ahead}"


def newest_environment(release: Release, system: str) -> str:
    """The last environment the system was deployed to; before that, the first the plan knows; "" where it has none."""
    there = reached(release.plan, release.deployments, system)
    return there[-1] if there else next(iter(release.plan.environments), "")


def fix(release: Release, command: c.FixBug, actor: c.Actor, now: datetime) -> Decided:
    bug, bugs = release.bugs[command.bug], release.plan.bugs
    if refused := _elsewhere(bug):
        return refused
    if bug.state not in ("open", "deferred"):
        return r.BugIs(bug.id, bug.state)
    votes = menders(release, bug, now)
    vote = vote_of(votes, actor.person)
    if bugs is None or vote is None:
        return r.NotYourBug(bug.id, bugs.owner if bugs else "", people_of(votes))
    header = Facts(actor, now).header
    return (e.BugFixed(**header, bug=bug.id, note=command.note.strip(), instead_of=vote.instead_of),)


def verify(release: Release, command: c.VerifyBug, actor: c.Actor, now: datetime) -> Decided:
    """By a tester who neither mended it nor develops the system."""
    bug = release.bugs[command.bug]
    if refused := _elsewhere(bug):
        return refused
    if bug.state != "fixed":
        return r.BugIs(bug.id, bug.state)
    vote = _judge(release, bug, actor, now)
    if not isinstance(vote, Vote):
        return vote
    return (e.BugVerified(**Facts(actor, now).header, bug=bug.id, instead_of=vote.instead_of),)


def reopen(release: Release, command: c.ReopenBug, actor: c.Actor, now: datetime) -> Decided:
    """One more round: it was not mended after all, or it cannot wait."""
    bug, reason = release.bugs[command.bug], command.reason.strip()
    if refused := _elsewhere(bug):
        return refused
    if bug.state not in ("fixed", "verified", "deferred"):
        return r.BugIs(bug.id, bug.state)
    vote = _judge(release, bug, actor, now)
    if not isinstance(vote, Vote):
        return vote
    if not gives_something(reason):
        return r.Lacks("reason", f"bug reopen {bug.id}")
    return (e.BugReopened(**Facts(actor, now).header, bug=bug.id, reason=reason, instead_of=vote.instead_of),)


def defer(release: Release, command: c.DeferBug, actor: c.Actor, now: datetime) -> Decided:
    """A tester signs that the bug harms no function and may wait (2a-4)."""
    bug, bugs, reason = release.bugs[command.bug], release.plan.bugs, command.reason.strip()
    if refused := _elsewhere(bug):
        return refused
    if bug.state not in ("open", "fixed"):
        return r.BugIs(bug.id, bug.state)
    if bugs is None or bug.severity not in bugs.defer:
        return r.NotDeferrable(bug.id, bug.severity, bugs.defer if bugs else ())
    vote = _judge(release, bug, actor, now)
    if not isinstance(vote, Vote):
        return vote
    if not gives_something(reason):
        return r.Lacks("reason", f"bug defer {bug.id}")
    header = Facts(actor, now).header
    return (e.BugDeferred(**header, bug=bug.id, reason=reason, role=vote.role, instead_of=vote.instead_of),)


def grade(release: Release, command: c.GradeBug, actor: c.Actor, now: datetime) -> Decided:
    """A tester says how bad it is; the person who mends it does not grade it. One that may not wait is open again."""
    bug, bugs, reason = release.bugs[command.bug], release.plan.bugs, command.reason.strip()
    if refused := _elsewhere(bug):
        return refused
    severity = severity_named(release, command.severity)
    if bugs is None or severity is None:
        return r.NoSuchName("severity", command.severity, tuple(bugs.severities if bugs else ()))
    if severity == bug.severity:
        return r.GradedAlready(bug.id, severity)
    vote = _judge(release, bug, actor, now)
    if not isinstance(vote, Vote):
        return vote
    if not gives_something(reason):
        return r.Lacks("reason", f"bug grade {bug.id} {severity}")
    header = Facts(actor, now).header
    graded = e.BugGraded(**header, bug=bug.id, severity=severity, reason=reason, instead_of=vote.instead_of)
    if bug.state != "deferred" or severity in bugs.defer:
        return (graded,)
    return graded, e.BugReopened(**header, bug=bug.id, reason=reason, instead_of=vote.instead_of)


def carry(release: Release, command: c.CarryBugs, actor: c.Actor, now: datetime) -> Decided:
    """The lead answers for what the release before left over: some come along as open bugs, the others stay behind."""
    if actor.person not in release.leads:
        return r.LeadOnly(release.leads)
    if not release.left_over:
        return r.NothingLeftOver()
    offered = {f"{each.release} {each.bug}": each for each in release.left_over}
    if unknown := next((name for name in command.taken if name not in offered), None):
        return r.NoSuchName("bug", unknown, tuple(offered))
    taken = [each for name, each in offered.items() if name in command.taken]
    if refused := next(_strange(release, taken), None):
        return refused
    fact = Facts(actor, now)
    reports = tuple(
        e.BugReported(
            **fact.header,
            bug=next_id(release, number),
            severity=each.severity,
            system=each.system,
            environment=next(iter(release.plan.environments), ""),
            title=each.title,
            detail=each.detail,
            carried=f"{each.release} {each.bug}",
        )
        for number, each in enumerate(taken, start=1)
    )
    return (*reports, e.DeferralsCarried(**fact.header, offered=tuple(offered)))


def _strange(release: Release, taken: list[e.Deferred]) -> Iterator[r.NoSuchName]:
    """What this plan, which may have changed since, has no name for."""
    severities = tuple(release.plan.bugs.severities if release.plan.bugs else ())
    for each in taken:
        if each.system not in release.plan.systems:
            yield r.NoSuchName("system", each.system, tuple(release.plan.systems))
        if each.severity not in severities:
            yield r.NoSuchName("severity", each.severity, severities)


def _judge(release: Release, bug: Bug, actor: c.Actor, now: datetime) -> Vote | r.Refused:
    """In whose right this person judges the bug, or why they may not."""
    bugs = release.plan.bugs
    if bugs is None:
        return r.NoBugs()
    votes = judges(release, bug, now)
    if vote := vote_of(votes, actor.person):
        return vote
    may = people_of(votes)
    if actor.person in interested(release, bug, bugs, now):
        return r.OwnFix(bug.id, may)
    return r.NotYourBug(bug.id, bugs.verifier, may)


def _elsewhere(bug: Bug) -> r.Refused | None:
    return r.KeptElsewhere(bug.id, bug.url or bug.ref) if bug.ref else None
