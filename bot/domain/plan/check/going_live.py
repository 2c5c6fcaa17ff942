"""Going live: that the window is one, that a problem has its time, and that a rollback's steps can be signed."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.domain.plan import Environment, Plan
from bot.domain.plan.check.finding import Finding, Path, error, warning
from bot.domain.plan.check.known import known
from bot.domain.plan.moments import Calendar, parse_wall, resolve, to_utc


def check_golive(plan: Plan) -> Iterator[Finding]:
    """What can be judged without moments."""
    live = [key for key, environment in plan.environments.items() if environment.live]
    if plan.rollback and not live:
        yield warning(("rollback",), "rollback-of-nothing")
    if live and plan.rollback is None:
        yield warning(("environments", live[0], "live"), "rollback-unworded", name=live[0])
    asks = plan.rollback.asks if plan.rollback else None
    if asks and asks.kind not in ("note", "link"):
        yield error(("rollback", "asks", "kind"), "rollback-asks", kind=asks.kind)
        yield from known("document", [asks.document] if asks.document else [], plan.documents, ("rollback", "asks"))
    yield from _scripts(plan, live)
    for number, phase in enumerate(plan.phases):
        there = next((step.deploys for step in phase.steps if step.deploys in live), None)
        if there and phase.window is None:
            yield warning(("phases", number), "no-window", name=phase.id, place=there)


def _scripts(plan: Plan, live: Sequence[str]) -> Iterator[Finding]:
    """Scripts are asked for on the way to a live environment alone."""
    going = {
        plan.systems[system].kind
        for step in plan.steps.values()
        if step.deploys in live and step.each
        for system in plan.systems_of(step.each)
    }
    for key, kind in plan.kinds.items():
        if kind.scripts and key not in going:
            yield warning(("kinds", key, "scripts"), "scripts-unasked", kind=key)


def check_windows(plan: Plan, calendar: Calendar) -> Iterator[Finding]:
    """The moments between which an environment may be deployed to, and whether what is due there is due then."""
    go_live = to_utc(parse_wall(plan.go_live), plan.zone)
    for key, environment in plan.environments.items():
        path = ("environments", key)
        try:
            opens, closes = _window(plan, environment, go_live, calendar)
        except OverflowError:
            moment = " – ".join(filter(None, (environment.opens, environment.closes)))
            yield error(path, "beyond-time", moment=moment)
            continue
        if opens and closes and opens >= closes:
            moments = {"opens": environment.opens or "", "closes": environment.closes or ""}
            yield error((*path, "closes"), "window-reversed", **moments)
        else:
            yield from _due_outside(plan, key, opens, closes, calendar)


def _window(
    plan: Plan, environment: Environment, go_live: datetime, calendar: Calendar
) -> tuple[datetime | None, datetime | None]:
    opens, closes = (
        resolve(moment, go_live, plan.zone, calendar) if moment else None
        for moment in (environment.opens, environment.closes)
    )
    return opens, closes


def _due_outside(
    plan: Plan, environment: str, opens: datetime | None, closes: datetime | None, calendar: Calendar
) -> Iterator[Finding]:
    go_live = to_utc(parse_wall(plan.go_live), plan.zone)
    for number, phase in enumerate(plan.phases):
        for position, step in enumerate(phase.steps):
            if step.deploys != environment or step.due is None:
                continue
            try:
                due = resolve(step.due, go_live, plan.zone, calendar)
            except OverflowError:
                continue  # told with the other moments
            if (opens and due < opens) or (closes and due > closes):
                path: Path = ("phases", number, "steps", position, "due")
                yield warning(path, "due-outside", step=step.id, moment=step.due, place=environment)
