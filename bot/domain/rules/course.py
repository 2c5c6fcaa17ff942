"""Starting, pausing, resuming, moving and ending a release: the lead's alone (P1, T1)."""

from datetime import datetime, timedelta
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.plan import Plan
from bot.domain.plan.evidence import gives_something
from bot.domain.rules import meetings
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED


def decide(release: Release, command: c.CourseCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.Pause():
            return pause(release, command, actor, now)
        case c.Resume():
            return resume(release, actor, now)
        case c.Abort():
            return abort(release, command, actor, now)
        case c.Reschedule():
            return reschedule(release, command, actor, now)
        case _:
            assert_never(command)


def start(plan: Plan, command: c.Start, actor: c.Actor, now: datetime) -> Decided:
    """Open a release of the plan; `actor` is known by the plan's own addresses."""
    leads = plan.roles[plan.lead].people
    if actor.person not in plan.people:
        return r.Stranger()
    if actor.person not in leads:
        return r.LeadOnly(leads)
    if command.go_live <= now:
        return r.PastMoment(command.go_live, _suggest(command.go_live, now), "start")
    return (
        e.Started(
            **Facts(actor, now).header,
            release=command.release,
            plan=plan,
            go_live=command.go_live,
            calendar=command.calendar,
            links=command.links,
            left_over=command.left_over,
            running=tuple(ran for ran in command.running if ran.system in plan.systems),
            punctual=True,
        ),
    )


def _suggest(planned: datetime, now: datetime) -> datetime:
    """The planned time of day, a fortnight from now."""
    return planned + timedelta(days=(now - planned).days + 14)


def pause(release: Release, command: c.Pause, actor: c.Actor, now: datetime) -> Decided:
    return _lead(release, actor) or (e.Paused(**Facts(actor, now).header, reason=command.reason),)


def resume(release: Release, actor: c.Actor, now: datetime) -> Decided:
    if release.state == "running":
        return r.NotRunning("running")
    return _lead(release, actor) or (e.Resumed(**Facts(actor, now).header),)


def abort(release: Release, command: c.Abort, actor: c.Actor, now: datetime) -> Decided:
    """It cannot be taken back, so it needs a reason and is asked for twice."""
    if refused := _lead(release, actor):
        return refused
    if not gives_something(command.reason):
        return r.Lacks("reason", "abort")
    asked = r.EndsRelease(
        command, tuple(key for key, record in release.records.items() if record.standing not in SETTLED)
    )
    if not asked.is_agreed:
        return asked
    fact, reason = Facts(actor, now), command.reason.strip()
    return (*meetings.called_off(release, reason, fact), e.Aborted(**fact.header, reason=reason))


def reschedule(release: Release, command: c.Reschedule, actor: c.Actor, now: datetime) -> Decided:
    if refused := _lead(release, actor):
        return refused
    if command.go_live <= now:
        return r.PastMoment(command.go_live, _suggest(command.go_live, now), "reschedule")
    return (
        e.Rescheduled(
            **Facts(actor, now).header, go_live=command.go_live, calendar=command.calendar, reason=command.reason
        ),
    )


def _lead(release: Release, actor: c.Actor) -> r.Refused | None:
    return None if actor.person in release.leads else r.LeadOnly(release.leads)
