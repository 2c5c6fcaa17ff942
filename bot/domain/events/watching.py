"""After going live: watches that turned, alerts of the team's own monitoring (4b)."""

from datetime import datetime
from typing import Literal

from bot.domain.events.fact import Fact


class WatchTurned(Fact):
    """A watch changed its state, debounced. `since`: the first look that showed it."""

    watch: str
    state: Literal["up", "down", "unknown"]
    since: datetime
    why: str = ""
    detail: str = ""


class WatchMeasured(Fact):
    """What a watch's looks summed up to when its planned time was over: how many, how many failed, milliseconds."""

    watch: str
    since: datetime
    until: datetime
    looks: int
    failed: int
    p50: int | None = None
    p95: int | None = None
    p99: int | None = None


class AlertTold(Fact):
    """Alertmanager told an alert in a new state. `system`: of the plan, "" where it names none."""

    fingerprint: str
    state: Literal["firing", "resolved"]
    name: str
    since: datetime
    until: datetime | None = None
    system: str = ""
    severity: str = ""
    summary: str = ""
    url: str = ""


WatchEvent = WatchTurned | WatchMeasured | AlertTold
