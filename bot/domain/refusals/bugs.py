"""What stands between a person and a bug."""

from dataclasses import dataclass

from bot.domain.state.bugs import BugState


@dataclass(frozen=True, slots=True)
class NoBugs:
    """The plan names nobody who mends bugs."""


@dataclass(frozen=True, slots=True)
class KeptElsewhere:
    """The team keeps its bugs in a tracker; `at` is where this one is changed, or where to report."""

    bug: str
    at: str


@dataclass(frozen=True, slots=True)
class BugIs:
    """The bug's state does not allow what was asked."""

    bug: str
    state: BugState


@dataclass(frozen=True, slots=True)
class NotYourBug:
    """`people` may, in `role`."""

    bug: str
    role: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnFix:
    """Nobody verifies what they mended, or what they develop. `may`: who can."""

    bug: str
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotDeferrable:
    """A bug of this severity harms function; only those of the `allowed` may wait for the next release."""

    bug: str
    severity: str
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GradedAlready:
    """The bug has this severity already."""

    bug: str
    severity: str


@dataclass(frozen=True, slots=True)
class NothingLeftOver:
    """No earlier release left a bug over that is still to be answered for."""


BugRefusal = NoBugs | KeptElsewhere | BugIs | NotYourBug | OwnFix | NotDeferrable | GradedAlready | NothingLeftOver
