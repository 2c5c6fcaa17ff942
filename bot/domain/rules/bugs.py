"""The life of a bug: open, fixed by whoever develops the system, verified by a tester who is somebody else (1d, 2a-4).

Bugs that a tracker keeps are changed there; the release hears of it (`tracking`).
"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.bugs import Bug
from bot.domain.deployments import reached
from bot.domain.plan import Bugs
from bot.domain.release import Release
from bot.domain.rules.facts import Facts
from bot.domain.spelling import fold
from bot.domain.standing import acted_in

Decided = tuple[e.Event, ...] | r.Refused


def report(release: Release, command: c.ReportBug, actor: c.Actor, now: datetime) -> Decided:
    """Anybody who takes part reports; severity, system and environment are the plan's."""
    bugs = release.plan.bugs
    if bugs is None:
        return r.NoBugs()
    if bugs.tracker:
        return r.KeptElsewhere("", bugs.tracker.at)
    severity = next((key for key in bugs.severities if fold(key) == fold(command.severity.strip())), None)
    if severity is None:
        return r.NoSuchName("severity", command.severity, tuple(bugs.severities))
    if command.system not in release.plan.systems:
        return r.NoSuchName("system", command.system, tuple(release.plan.systems))
    environment = command.environment or _newest_environment(release, command.system)
    if environment not in release.plan.environments:
        return r.NoSuchName("environment", environment, tuple(release.plan.environments))
    if not command.title.strip():
        return r.Lacks("title", "/release bug")
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


def next_id(release: Release, ahead: int = 1) -> str:
    return f"B{len(release.bugs) + ahead}"


def _newest_environment(release: Release, system: str) -> str:
    """The last environment the system was deployed to; before that, the first the plan knows."""
    there = reached(release.plan, release.deployments, system)
    return there[-1] if there else next(iter(release.plan.environments), "")


def fix(release: Release, command: c.FixBug, actor: c.Actor, now: datetime) -> Decided:
    bug, bugs = release.bugs[command.bug], release.plan.bugs
    if refused := _elsewhere(bug):
        return refused
    if bug.state not in ("open", "deferred"):
        return r.BugIs(bug.id, bug.state)
    owners = owners_of(release, bug, now)
    if bugs is None or actor.person not in owners:
        return r.NotYourBug(bug.id, bugs.owner if bugs else "", owners)
    return (e.BugFixed(**Facts(actor, now).header, bug=bug.id, note=command.note.strip()),)


def verify(release: Release, command: c.VerifyBug, actor: c.Actor, now: datetime) -> Decided:
    """By a tester who neither mended it nor develops the system."""
    bug = release.bugs[command.bug]
    if bug.state != "fixed" and not bug.ref:
        return r.BugIs(bug.id, bug.state)
    return _judges(release, bug, actor, now) or (e.BugVerified(**Facts(actor, now).header, bug=bug.id),)


def reopen(release: Release, command: c.ReopenBug, actor: c.Actor, now: datetime) -> Decided:
    bug = release.bugs[command.bug]
    if bug.state == "open":
        return r.BugIs(bug.id, bug.state)
    if not command.reason.strip():
        return r.Lacks("reason", f"/release bug reopen {bug.id}")
    refused = _judges(release, bug, actor, now)
    return refused or (e.BugReopened(**Facts(actor, now).header, bug=bug.id, reason=command.reason.strip()),)


def defer(release: Release, command: c.DeferBug, actor: c.Actor, now: datetime) -> Decided:
    """A tester signs that the bug harms no function and may wait (2a-4)."""
    bug, bugs = release.bugs[command.bug], release.plan.bugs
    if bug.state not in ("open", "fixed"):
        return r.BugIs(bug.id, bug.state)
    if not command.reason.strip():
        return r.Lacks("reason", f"/release bug defer {bug.id}")
    if refused := _judges(release, bug, actor, now):
        return refused
    if bugs is None or bug.severity not in bugs.defer:
        return r.NotDeferrable(bug.id, bug.severity, bugs.defer if bugs else ())
    instead = next((s.instead_of for s in release.stand_ins if s.person == actor.person and s.acts(now)), "")
    return (
        e.BugDeferred(
            **Facts(actor, now).header,
            bug=bug.id,
            reason=command.reason.strip(),
            role=bugs.verifier,
            instead_of=instead,
        ),
    )


def grade(release: Release, command: c.GradeBug, actor: c.Actor, now: datetime) -> Decided:
    """A tester says how bad it is; the person who mends it does not grade it."""
    bug, bugs = release.bugs[command.bug], release.plan.bugs
    known = bugs.severities if bugs else {}
    severity = next((key for key in known if fold(key) == fold(command.severity.strip())), None)
    if severity is None:
        return r.NoSuchName("severity", command.severity, tuple(known))
    if severity == bug.severity:
        return r.Unchanged(bug.id)
    if not command.reason.strip():
        return r.Lacks("reason", f"/release bug grade {bug.id} {severity}")
    refused = _judges(release, bug, actor, now)
    return refused or (
        e.BugGraded(**Facts(actor, now).header, bug=bug.id, severity=severity, reason=command.reason.strip()),
    )


def carry(release: Release, command: c.CarryBugs, actor: c.Actor, now: datetime) -> Decided:
    """The lead answers for what earlier releases left over: some come along as open bugs, the others stay behind."""
    if actor.person not in release.leads:
        return r.LeadOnly(release.leads)
    if not release.left_over:
        return r.NothingLeftOver()
    offered = {f"{each.release} {each.bug}": each for each in release.left_over}
    if unknown := next((name for name in command.taken if name not in offered), None):
        return r.NoSuchName("bug", unknown, tuple(offered))
    fact = Facts(actor, now)
    taken = (each for name, each in offered.items() if name in command.taken)
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


def owners_of(release: Release, bug: Bug, now: datetime) -> tuple[str, ...]:
    """Who mends it: the system's own holder of the role, and their stand-ins."""
    bugs = release.plan.bugs
    return tuple(_with_stand_ins(release, release.holders(bugs.owner, bug.system), now)) if bugs else ()


def judges_of(release: Release, bug: Bug, now: datetime) -> tuple[str, ...]:
    """Who may say what became of it: the system's tester, or any other; never who mended it or develops the system."""
    bugs = release.plan.bugs
    if bugs is None:
        return ()
    testers = (*release.holders(bugs.verifier, bug.system), *release.holders(bugs.verifier, None))
    admitted = _with_stand_ins(release, tuple(dict.fromkeys(testers)), now)
    return tuple(person for person in admitted if person not in _interested(release, bug, bugs))


def _interested(release: Release, bug: Bug, bugs: Bugs) -> frozenset[str]:
    return acted_in(release, bugs.owner, bug.system) | {bug.fixer}


def _with_stand_ins(release: Release, people: tuple[str, ...], now: datetime) -> Iterator[str]:
    yield from people
    yield from (s.person for s in release.stand_ins if s.acts(now) and s.instead_of in people)


def _judges(release: Release, bug: Bug, actor: c.Actor, now: datetime) -> r.Refused | None:
    """Why this person may not judge the bug."""
    bugs = release.plan.bugs
    if bugs is None:
        return r.NoBugs()
    if refused := _elsewhere(bug):
        return refused
    may = judges_of(release, bug, now)
    if actor.person in may:
        return None
    is_interested = actor.person in _interested(release, bug, bugs)
    return r.OwnFix(bug.id, may) if is_interested else r.NotYourBug(bug.id, bugs.verifier, may)


def _elsewhere(bug: Bug) -> r.Refused | None:
    return r.KeptElsewhere(bug.id, bug.url or bug.ref) if bug.ref else None
