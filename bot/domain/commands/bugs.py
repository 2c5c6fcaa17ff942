"""What may be done with bugs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportBug:
    """Names as they were given; "" for the environment is the last one that has been reached."""

    severity: str
    system: str
    title: str
    detail: str = ""
    environment: str = ""


@dataclass(frozen=True, slots=True)
class FixBug:
    bug: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class VerifyBug:
    bug: str


@dataclass(frozen=True, slots=True)
class ReopenBug:
    bug: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeferBug:
    bug: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GradeBug:
    bug: str
    severity: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CarryBugs:
    """What to do with the bugs earlier releases left over: take these ("release bug") on, and leave the others."""

    taken: tuple[str, ...]


BugCommand = ReportBug | FixBug | VerifyBug | ReopenBug | DeferBug | GradeBug | CarryBugs
