"""Alerts as the team's own monitoring sends them (4b)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


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
class AlertBatch:
    """What Alertmanager tells at once. `left_out`: how many alerts more there are than it was told to send."""

    alerts: tuple[Alert, ...]
    left_out: int
