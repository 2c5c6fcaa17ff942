"""Times: that every moment exists, comes after what it waits for, and that go-live is at a time people work."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.domain.plan import Plan
from bot.domain.plan.check.finding import Appointment, Finding, Path, error, near, warning
from bot.domain.plan.check.known import steps_of
from bot.domain.plan.moments import Calendar, instants, parse_wall, resolve, soak, to_utc, wall_of, with_offset
from bot.domain.plan.steps import Step

SHOWN = "%Y-%m-%d %H:%M"


def check_times(plan: Plan, calendar: Calendar, now: datetime, *, steps: bool) -> Iterator[Finding]:
    """`steps`: the steps' names are right, so their moments can be compared."""
    if not _is_zone(plan.zone):
        yield error(("zone",), "unknown-name", what="zone", name=plan.zone, near=near(plan.zone, available_timezones()))
        return
    wall = parse_wall(plan.go_live)
    yield from _hours(plan)
    odd = _on_the_clock(plan, ("go_live",), plan.go_live, wall)
    if odd is not None:
        yield odd
    if odd is not None and odd.severity == "error":
        return
    yield from _go_live(plan, wall, calendar, now)
    if steps:
        yield from _dues(plan, wall, calendar)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a path outside the database, a folder of it
        return False
    return True


def _on_the_clock(plan: Plan, path: Path, moment: str, wall: datetime) -> Finding | None:
    """That clocks never show this time, or show it twice: what is not said in the plan is taken for the first."""
    zone = ZoneInfo(plan.zone)
    shown = {"moment": moment, "wall": f"{wall:{SHOWN}}", "zone": plan.zone}
    try:
        meant = instants(wall, zone)
    except OverflowError:
        meant = ()
    match meant:
        case ():
            return error(path, "no-such-time", **shown)
        case (first, second):
            both = {"first": with_offset(first.astimezone(zone)), "second": with_offset(second.astimezone(zone))}
            return warning(path, "time-twice", **shown, **both)
        case _:
            return None


def _hours(plan: Plan) -> Iterator[Finding]:
    hours = plan.hours
    if not hours.start < hours.end:
        yield error(("hours",), "hours-reversed", start=f"{hours.start:%H:%M}", end=f"{hours.end:%H:%M}")
    if hours.lunch_start > hours.lunch_end:
        lunch = {"start": f"{hours.lunch_start:%H:%M}", "end": f"{hours.lunch_end:%H:%M}"}
        yield error(("hours",), "hours-reversed", **lunch)


def _go_live(plan: Plan, wall: datetime, calendar: Calendar, now: datetime) -> Iterator[Finding]:
    if to_utc(wall, plan.zone) < now.astimezone(UTC):
        yield warning(("go_live",), "past", moment=plan.go_live)
    yield from odd_hours(plan, "go-live", wall, calendar)


def odd_hours(plan: Plan, what: Appointment, wall: datetime, calendar: Calendar) -> Iterator[Finding]:
    """Why people may be away at this time of the plan's zone: warned of, since many a team means it."""
    here, hours, at, day = (what.replace("-", "_"),), plan.hours, f"{wall:%H:%M}", wall.date()
    if day in calendar.off and day not in calendar.on:
        yield warning(here, "holiday", what=what, day=day.isoformat(), name=calendar.off[day])
    elif not calendar.works(day):
        yield warning(here, "weekend", what=what, day=day.isoformat())
    if hours.lunch_start <= wall.time() < hours.lunch_end:
        until = f"{hours.lunch_end:%H:%M}"
        yield warning(here, "lunchtime", what=what, at=at, start=f"{hours.lunch_start:%H:%M}", end=until)
    elif not hours.start <= wall.time() < hours.end:
        until = f"{hours.end:%H:%M}"
        yield warning(here, "outside-hours", what=what, at=at, start=f"{hours.start:%H:%M}", end=until)


def _dues(plan: Plan, go_live: datetime, calendar: Calendar) -> Iterator[Finding]:
    due: dict[str, datetime] = {}
    for path, step in steps_of(plan):
        if step.due is None:
            continue
        try:
            wall = wall_of(step.due, go_live, calendar)
            due[step.id] = resolve(step.due, to_utc(go_live, plan.zone), plan.zone, calendar)
        except OverflowError:
            yield error((*path, "due"), "beyond-time", moment=step.due)
            continue
        if wall and wall != go_live and (odd := _on_the_clock(plan, (*path, "due"), step.due, wall)):
            yield odd
    for path, step in steps_of(plan):
        for need in step.needs:
            if step.id in due and need in due and due[step.id] < due[need]:
                moments = {"moment": step.due or "", "before": plan.steps[need].due or ""}
                yield warning((*path, "due"), "due-before-need", step=step.id, need=need, **moments)
        yield from _earliest(plan, path, step, due.get(step.id), go_live, calendar)


def _earliest(
    plan: Plan, path: Path, step: Step, due: datetime | None, go_live: datetime, calendar: Calendar
) -> Iterator[Finding]:
    """Moments that exist, and that come before the step is due."""
    for moment in step.not_before:
        if soak(moment):
            continue
        try:
            wall = wall_of(moment, go_live, calendar)
            at = resolve(moment, to_utc(go_live, plan.zone), plan.zone, calendar)
        except OverflowError:
            yield error((*path, "not_before"), "beyond-time", moment=moment)
            continue
        if wall and wall != go_live and (odd := _on_the_clock(plan, (*path, "not_before"), moment, wall)):
            yield odd
        if due and due < at:
            yield warning((*path, "due"), "due-too-early", step=step.id, moment=step.due or "", earliest=moment)
