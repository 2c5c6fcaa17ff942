"""Alerts that the team's own monitoring sends, and the system of the plan that each one names. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert as Prometheus' Alertmanager tells it; `fingerprint` stays the same while its labels do.

    `system`: its label of that name, "" where it has none. `ends_at`: None while it is firing.
    """

    fingerprint: str
    state: Literal["firing", "resolved"]
    name: str
    system: str
    severity: str
    summary: str
    url: str
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Notification:
    """What Alertmanager tells at once. `left_out`: how many alerts more there are than it was told to send."""

    alerts: tuple[Alert, ...]
    left_out: int


def system_of(plan: Plan, alert: Alert) -> str | None:
    """The key of the plan's system that the alert names by its key or name, in any case; None: none of the plan's."""
    named = alert.system.strip().casefold()
    both = ((key, name) for key, system in plan.systems.items() for name in (key, system.name))
    return next((key for key, name in both if name.casefold() == named), None)
