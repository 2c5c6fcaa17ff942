"""What watches and the team's own monitoring say of what went live."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from bot.domain.commands.admission import Admission
from bot.domain.state.watching import Alert


@dataclass(frozen=True, slots=True)
class TurnWatch:
    """What a watch's samples say now."""

    admission: ClassVar = Admission(strangers=True, heard="to the end")

    watch: str
    state: Literal["up", "down", "unknown"]
    since: datetime
    why: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SumUpWatch:
    """What a watch's looks from `since` to `until` come to; milliseconds, None where no whole answer came."""

    admission: ClassVar = Admission(strangers=True, heard="to the end")

    watch: str
    since: datetime
    until: datetime
    looks: int
    failed: int
    p50: int | None = None
    p95: int | None = None
    p99: int | None = None


@dataclass(frozen=True, slots=True)
class HearAlerts:
    """What Alertmanager tells; it repeats itself."""

    admission: ClassVar = Admission(strangers=True, heard="to the end")

    alerts: tuple[Alert, ...]


WatchCommand = TurnWatch | SumUpWatch | HearAlerts
