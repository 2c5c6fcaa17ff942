"""What may be done about going live: runs, the way back, the database's packet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrderDeployment:
    """Have the platform deploy the system of this item; the item is signed when it succeeded."""

    item: str
    branch: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True)
class StartRun:
    run: str
    reference: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class DoubtRun:
    """How the run stands cannot be told: why, in words; "" when it can again."""

    run: str
    why: str


@dataclass(frozen=True, slots=True)
class EndRun:
    """The platform's result. `failed`: what went wrong, "" if nothing."""

    run: str
    failed: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class RecordPrevious:
    """`nothing`: the system was not there before, so going back means taking it off."""

    system: str
    environment: str = ""
    branch: str = ""
    commit: str = ""
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class AttachRollback:
    system: str
    name: str
    digest: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class ReviewScript:
    system: str
    name: str


@dataclass(frozen=True, slots=True)
class RecordBackup:
    system: str
    backup: str


@dataclass(frozen=True, slots=True)
class Override:
    """The lead lets an item go live outside of its window."""

    item: str
    reason: str = ""


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
