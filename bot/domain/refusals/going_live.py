"""What keeps a system from going live."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.events import Ran
from bot.domain.refusals.confirming import Confirm

Lacking = Literal["script", "rollback script", "second pair of eyes", "backup"]


@dataclass(frozen=True, slots=True)
class NoRollbackTarget:
    """Nobody has recorded what the system ran before, so it could not be taken back."""

    item: str
    system: str


@dataclass(frozen=True, slots=True)
class PreviousKnown:
    """The very same is on record of what the system ran before."""

    system: str
    environment: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What is on record of a database: the id of its backup, or the digest of what takes `script` back."""

    system: str
    known: str
    script: str = ""


@dataclass(frozen=True, slots=True)
class Replaces(Confirm):
    """`known`: what is on record now, and would be no more."""

    known: Ran | Kept

    @property
    def consequences(self) -> tuple[str, ...]:
        return ("|", repr(self.known))


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
class NoBackup:
    """The words say that there is none, and it is not on record that the system was not there before."""

    system: str


@dataclass(frozen=True, slots=True)
class OutsideWindow:
    """It may go live between these moments; a lead may override it."""

    item: str
    opens: datetime | None
    closes: datetime | None
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnScript:
    """Whoever attached the script, or its way back, is no second pair of eyes; the others of the release are."""

    script: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScriptShownAnew:
    """It, or what takes it back, is another by now than what the pressed message showed, by its fingerprint `seen`."""

    system: str
    script: str
    seen: str


@dataclass(frozen=True, slots=True)
class AnotherCommit:
    """Not the commit that was submitted and tested; a lead may let it go."""

    item: str
    commit: str
    tested: str
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ByPlatform:
    """The plan names the platform that deploys it; a lead may let it be done by hand."""

    item: str
    platform: str
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


GoLiveRefusal = (
    NoRollbackTarget
    | PreviousKnown
    | Replaces
    | NoDigest
    | PacketIncomplete
    | NoBackup
    | OutsideWindow
    | OwnScript
    | ScriptShownAnew
    | AnotherCommit
    | ByPlatform
    | NoPlatform
    | OrderedWith
    | RunIs
)
