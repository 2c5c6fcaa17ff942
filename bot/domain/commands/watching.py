"""What watches and the team's own monitoring say of what went live."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.alerts import Alert


@dataclass(frozen=True, slots=True)
class TurnWatch:
    """What a watch's samples say now."""

    watch: str
    state: Literal["up", "down", "unknown"]
    since: datetime
    why: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class HearAlerts:
    """What Alertmanager tells; it repeats itself."""

    alerts: tuple[Alert, ...]
