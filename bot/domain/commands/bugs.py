"""What may be done with bugs."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import FACT, Admission


@dataclass(frozen=True, slots=True)
class ReportBug:
    """Names as they were given; "" for the environment is the last one that has been reached."""

    admission: ClassVar = FACT

    severity: str
    system: str
    title: str
    detail: str = ""
    environment: str = ""


@dataclass(frozen=True, slots=True)
class FixBug:
    admission: ClassVar = FACT

    bug: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class VerifyBug:
    admission: ClassVar = FACT

    bug: str


@dataclass(frozen=True, slots=True)
class ReopenBug:
    admission: ClassVar = FACT

    bug: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeferBug:
    admission: ClassVar = FACT

    bug: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GradeBug:
    admission: ClassVar = FACT

    bug: str
    severity: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CarryBugs:
    """What to do with the bugs earlier releases left over: take these ("release bug") on, and leave the others."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    taken: tuple[str, ...]


BugCommand = ReportBug | FixBug | VerifyBug | ReopenBug | DeferBug | GradeBug | CarryBugs
