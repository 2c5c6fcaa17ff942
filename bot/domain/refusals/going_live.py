"""What keeps a system from going live."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Lacking = Literal["script", "rollback script", "second pair of eyes", "backup"]


@dataclass(frozen=True, slots=True)
class NoRollbackTarget:
    """Nobody has recorded what the system ran before, so it could not be taken back."""

    item: str
    system: str


@dataclass(frozen=True, slots=True)
class NoDigest:
    """A SNAPSHOT changes after the test: the exact commit or digest is not known."""

    item: str
    system: str
    version: str


@dataclass(frozen=True, slots=True)
class PacketIncomplete:
    """What the database's scripts lack: (script, what), "" for the system as a whole."""

    item: str
    system: str
    lacking: tuple[tuple[str, Lacking], ...]


@dataclass(frozen=True, slots=True)
class OutsideWindow:
    """It may go live between these moments; a lead may override it."""

    item: str
    opens: datetime | None
    closes: datetime | None
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoPlatform:
    """No platform of the plan deploys this system there; it is deployed by hand."""

    item: str


@dataclass(frozen=True, slots=True)
class OrderedWith:
    """The line names the platform that is to deploy it, and holds words that no platform takes."""

    item: str
    platform: str
    words: str


@dataclass(frozen=True, slots=True)
class RunIs:
    """The run's state does not allow what was told: unknown, not started, or finished already."""

    run: str
    state: Literal["unknown", "ordered", "started", "succeeded", "failed"]


GoLiveRefusal = NoRollbackTarget | NoDigest | PacketIncomplete | OutsideWindow | NoPlatform | OrderedWith | RunIs
