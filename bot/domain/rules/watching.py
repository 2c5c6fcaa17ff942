"""What watches and the team's own monitoring say, judged: only a change is news (4b)."""

from dataclasses import asdict
from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain.reading.watching import concerns, system_of, turns
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.release import Release
from bot.domain.state.watching import Alert


def decide(release: Release, command: c.WatchCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.TurnWatch():
            return turn_watch(release, command, actor, now)
        case c.SumUpWatch():
            return sum_up(release, command, actor, now)
        case c.HearAlerts():
            return hear_alerts(release, command, actor, now)
        case _:
            assert_never(command)


def turn_watch(release: Release, command: c.TurnWatch, actor: c.Actor, now: datetime) -> tuple[e.Event, ...]:
    known = turns(release).get(command.watch)
    if command.watch not in release.plan.watches or (known and known.state == command.state):
        return ()
    return (
        e.WatchTurned(
            **Facts(actor, now).header,
            watch=command.watch,
            state=command.state,
            since=command.since,
            why=command.why,
            detail=command.detail,
        ),
    )


def sum_up(release: Release, command: c.SumUpWatch, actor: c.Actor, now: datetime) -> tuple[e.Event, ...]:
    """Once for each time the release was live to the end of the watch's time."""
    known = release.measured.get(command.watch)
    if command.watch not in release.plan.watches or (known and known.since == command.since):
        return ()
    return (e.WatchMeasured(**Facts(actor, now).header, **asdict(command)),)


def hear_alerts(release: Release, command: c.HearAlerts, actor: c.Actor, now: datetime) -> tuple[e.Event, ...]:
    """Those about what this release put live. What fires is repeated; messages may overtake others."""
    found: dict[str, e.AlertTold] = {}
    for alert in sorted(command.alerts, key=lambda each: each.ends_at or each.starts_at):
        known = found.get(alert.fingerprint) or release.alerts.get(alert.fingerprint)
        if concerns(release, alert, now) and _is_news(known, alert):
            found[alert.fingerprint] = _told(alert, system_of(release.plan, alert) or "", Facts(actor, now))
    return tuple(found.values())


def _is_news(known: e.AlertTold | None, alert: Alert) -> bool:
    """What nobody was told to fire needs no word that it is over; what is over fires anew only if it began later."""
    if known is None:
        return alert.state == "firing"
    if alert.state == known.state:
        return False
    return alert.state == "resolved" or known.until is None or alert.starts_at >= known.until


def _told(alert: Alert, system: str, fact: Facts) -> e.AlertTold:
    return e.AlertTold(
        **fact.header,
        fingerprint=alert.fingerprint,
        state=alert.state,
        name=alert.name,
        since=alert.starts_at,
        until=alert.ends_at,
        system=system,
        severity=alert.severity,
        summary=alert.summary,
        url=alert.url,
    )
