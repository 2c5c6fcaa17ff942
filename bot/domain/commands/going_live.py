"""What may be done about going live: runs, the way back, the database's packet."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import FACT, Admission
from bot.domain.commands.confirming import MovesCode, ShownFirst


@dataclass(frozen=True, slots=True)
class OrderDeployment(MovesCode):
    """Have the platform deploy the system of this item; the item is signed when it succeeded. `seen`: as of `Sign`."""

    admission: ClassVar = Admission(strangers=False, heard="while running")
    verb: ClassVar = "deploy"

    item: str
    platform: str
    branch: str = ""
    commit: str = ""
    seen: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        return ("by", self.platform, self.branch, self.commit)


@dataclass(frozen=True, slots=True)
class StartRun:
    admission: ClassVar = Admission(strangers=True, heard="always")

    run: str
    reference: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class DoubtRun:
    """How the run stands cannot be told: why, in words; "" when it can again."""

    admission: ClassVar = Admission(strangers=True, heard="always")

    run: str
    why: str


@dataclass(frozen=True, slots=True)
class EndRun:
    """The platform's result. `failed`: what went wrong, "" if nothing."""

    admission: ClassVar = Admission(strangers=True, heard="always")

    run: str
    failed: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class RecordPrevious(ShownFirst):
    """`nothing`: the system was not there before, so going back means taking it off."""

    admission: ClassVar = FACT
    verb: ClassVar = "previous"
    brings: ClassVar = True

    system: str
    environment: str = ""
    branch: str = ""
    commit: str = ""
    nothing: bool = False

    @property
    def said(self) -> tuple[str, ...]:
        return (self.system, self.environment, *(("nothing",) if self.nothing else (self.branch, self.commit)))


@dataclass(frozen=True, slots=True)
class AttachRollback(ShownFirst):
    admission: ClassVar = Admission(strangers=False, heard="to the end")
    verb: ClassVar = "script back"
    brings: ClassVar = True

    system: str
    name: str
    digest: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class ReviewScript:
    """`seen`: the fingerprint of the script as it was shown where this was pressed; "" where it was typed."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    system: str
    name: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class RecordBackup(ShownFirst):
    admission: ClassVar = Admission(strangers=False, heard="to the end")
    verb: ClassVar = "backup"
    brings: ClassVar = True

    system: str
    backup: str


@dataclass(frozen=True, slots=True)
class Override:
    """The lead lets an item be deployed as that `commit`; or outside of its window, and by hand."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    item: str
    reason: str = ""
    commit: str = ""


GoLiveCommand = (
    OrderDeployment
    | StartRun
    | DoubtRun
    | EndRun
    | RecordPrevious
    | AttachRollback
    | ReviewScript
    | RecordBackup
    | Override
)
