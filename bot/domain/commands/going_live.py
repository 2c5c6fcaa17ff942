"""What may be done about going live: runs, the way back, the database's packet."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import FACT, Admission


@dataclass(frozen=True, slots=True)
class OrderDeployment:
    """Have the platform deploy the system of this item; the item is signed when it succeeded.

    `seen`, `confirmed`: as of `Sign`.
    """

    admission: ClassVar = Admission(strangers=False, heard="while running")

    item: str
    branch: str = ""
    commit: str = ""
    seen: str = ""
    confirmed: str = ""


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
class RecordPrevious:
    """`nothing`: the system was not there before, so going back means taking it off.

    `confirmed`: the code of what it replaces, as it was shown (`Confirm`).
    """

    admission: ClassVar = FACT

    system: str
    environment: str = ""
    branch: str = ""
    commit: str = ""
    nothing: bool = False
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class AttachRollback:
    admission: ClassVar = Admission(strangers=False, heard="to the end")

    system: str
    name: str
    digest: str
    link: str = ""
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class ReviewScript:
    """`seen`: the fingerprint of the script as it was shown where this was pressed; "" where it was typed."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    system: str
    name: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class RecordBackup:
    admission: ClassVar = Admission(strangers=False, heard="to the end")

    system: str
    backup: str
    confirmed: str = ""


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
