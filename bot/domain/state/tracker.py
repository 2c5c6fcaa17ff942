"""What the bug tracker last said, and why it cannot be asked."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import events as e


@dataclass(frozen=True, slots=True)
class TrackerOutage:
    """Why a tracker cannot be asked: a stable code, and the fact behind it, in nobody's language."""

    why: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Tracking:
    """What the tracker last said, since when. `heard`: whether it ever answered; `lost`: why it cannot be asked."""

    heard: bool = False
    lost: TrackerOutage | None = None
    since: datetime | None = None
    unsorted: tuple[e.Unsorted, ...] = ()
