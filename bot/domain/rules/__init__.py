"""The rules of a release: `decide` says what a command makes happen, or why it does not. One file per subject."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import replay
from bot.domain.reading.content import outdated, seen
from bot.domain.reading.gates import has_failed, open_bugs
from bot.domain.reading.standing import may_sign
from bot.domain.rules import (
    blocking,
    bugs,
    code,
    course,
    delivery,
    deployments,
    documents,
    going_live,
    hotfixes,
    mails,
    meetings,
    minutes,
    problems,
    reminding,
    report,
    requests,
    rollback,
    signing,
    staffing,
    tracker,
    watching,
    workflows,
)
from bot.domain.rules.admission import admission
from bot.domain.rules.facts import Decided, Facts
from bot.domain.rules.listing import listed
from bot.domain.state.release import Release


def decide(release: Release, command: c.Command, actor: c.Actor, now: datetime) -> Decided:
    """The events the command calls for, in order, or the refusal.

    Whatever is asked, the moments that have come are on record first. Settled, live and well, a release is finished.
    """
    if refused := admission(release, command, actor):
        return refused
    came = tuple(reminding.come(release, now))
    known = replay(came, release)
    decided = _by_subject(known, command, actor, now)
    if moved := _moved(known, command, actor, now, decided):
        return moved
    if not isinstance(decided, tuple):
        return decided
    if _is_repeated(known, decided):
        return r.OnRecord()
    decided = (*came, *decided)
    happened = decided = (*decided, *hotfixes.unmended(release, decided, Facts(actor, now)))
    if release.ended_at is None and (release.hotfixes or any(map(_may_end, decided))):
        happened = (*decided, *_ended(replay(decided, release), Facts(actor, now)))
    if asked := deployments.once_more(known, command, actor, happened):
        return asked
    after = replay(happened, release)
    if fresh := tuple(listed(after, Facts(actor, now))):
        happened, after = (*happened, *fresh), replay(fresh, after)
    if after.settled and after.state == "running" and now >= after.go_live and not after.problems:
        happened = (*happened, e.Finished(at=now, by=actor.person, user=actor.user, via=actor.via))
    happened = (*happened, *meetings.reinvited(release, happened, Facts(actor, now)))
    happened = (*happened, *mails.corrected(release, happened, Facts(actor, now)))
    return (*happened, *report.mailed(release, happened, Facts(actor, now)))


def _moved(release: Release, command: c.Command, actor: c.Actor, now: datetime, decided: Decided) -> r.ShownAnew | None:
    """What was seen is what is signed. Who may do nothing about it is refused for that instead."""
    match command:
        case c.Sign() | c.Deploy() | c.OrderDeployment() | c.SendBack() if command.seen:
            if command.seen == seen(release, command.item):
                return None
            may = isinstance(decided, tuple) or actor.person in may_sign(release, command.item, now)
            return r.ShownAnew(command.item, command.seen) if may else None
        case _:
            return None


def _is_repeated(release: Release, decided: tuple[e.Event, ...]) -> bool:
    """What somebody brings, or says of the world, that leaves everything as it is."""
    brings = bool(decided) and all(isinstance(event, e.CodeEvent | e.GoLiveEvent) for event in decided)
    return brings and replace(replay(decided, release), version=release.version) == release


def _may_end(event: e.Event) -> bool:
    """Whether signatures may have been given for something else than there is after it."""
    return isinstance(event, e.DocumentEvent | e.CodeEvent | e.BugEvent | e.GateEvent | e.TrackerEvent)


def _ended(after: Release, fact: Facts) -> Iterator[e.Event]:
    """The signatures that no longer hold: given for a standard that is not met now, or for other content."""
    lost = {key for key in after.layout.gated if after.records[key].signatures and has_failed(after, after.item(key))}
    for key in after.layout.items:
        gate = after.item(key).step.gate
        if key in lost and gate:
            yield e.GateLost(**fact.header, item=key, gate=gate, counts=open_bugs(after, gate))
    for key, content in outdated(after):
        if key not in lost:
            yield e.Outdated(**fact.header, item=key, content=content)


def _by_subject(release: Release, command: c.Command, actor: c.Actor, now: datetime) -> Decided:  # noqa: C901, PLR0911, PLR0912 - one line a subject
    if isinstance(command, c.SigningCommand):
        return signing.decide(release, command, actor, now)
    if isinstance(command, c.BlockingCommand):
        return blocking.decide(release, command, actor, now)
    if isinstance(command, c.StaffingCommand):
        return staffing.decide(release, command, actor, now)
    if isinstance(command, c.CourseCommand):
        return course.decide(release, command, actor, now)
    if isinstance(command, c.RemindingCommand):
        return reminding.decide(release, command, actor, now)
    if isinstance(command, c.DocumentCommand):
        return documents.decide(release, command, actor, now)
    if isinstance(command, c.CodeCommand):
        return code.decide(release, command, actor, now)
    if isinstance(command, c.BugCommand):
        return bugs.decide(release, command, actor, now)
    if isinstance(command, c.TrackerCommand):
        return tracker.decide(release, command, actor, now)
    if isinstance(command, c.DeploymentCommand):
        return deployments.decide(release, command, actor, now)
    if isinstance(command, c.RequestCommand):
        return requests.decide(release, command, actor, now)
    if isinstance(command, c.HotfixCommand):
        return hotfixes.decide(release, command, actor, now)
    if isinstance(command, c.GoLiveCommand):
        return going_live.decide(release, command, actor, now)
    if isinstance(command, c.ProblemCommand):
        return problems.decide(release, command, actor, now)
    if isinstance(command, c.RollbackCommand):
        return rollback.decide(release, command, actor, now)
    if isinstance(command, c.MeetingCommand):
        return meetings.decide(release, command, actor, now)
    if isinstance(command, c.MinutesCommand):
        return minutes.decide(release, command, actor, now)
    if isinstance(command, c.MailCommand):
        return mails.decide(release, command, actor, now)
    if isinstance(command, c.WatchCommand):
        return watching.decide(release, command, actor, now)
    if isinstance(command, c.DeliveryCommand):
        return delivery.decide(release, command, actor, now)
    if isinstance(command, c.ReportCommand):
        return report.decide(release, command, actor, now)
    if isinstance(command, c.WorkflowCommand):
        return workflows.decide(release, command, actor, now)
    assert_never(command)
