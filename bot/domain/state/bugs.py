"""Bugs as a release knows them (1d, 1e, 2a-4). What changes them is in `history`, whose turn it is in `reading`."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

BugState = Literal["open", "fixed", "verified", "deferred", "gone"]
UNSOLVED: frozenset[BugState] = frozenset({"open", "fixed"})  # mended is not yet verified


@dataclass(frozen=True, slots=True)
class Turn:
    """What the bug became, through whom (and for whom a stand-in acted), with which words."""

    state: BugState
    person: str
    at: datetime
    words: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Bug:
    """`round`: how often it was open so far. `fixer`: who mended it last. `reason`: why deferred or reopened.

    `turns`: its life after the report, round by round.

    `ref`, `url`, `changed_at`: of the tracker that keeps it. `carried`: the release and bug that left it over.
    """

    id: str
    severity: str
    system: str
    environment: str
    title: str
    detail: str
    reporter: str
    at: datetime
    state: BugState = "open"
    round: int = 1
    fixer: str = ""
    verifier: str = ""
    reason: str = ""
    ref: str = ""
    url: str = ""
    carried: str = ""
    since: datetime | None = None
    changed_at: datetime | None = None
    turns: tuple[Turn, ...] = ()

    @property
    def fixers(self) -> frozenset[str]:
        """Everybody who mended it, in whichever round."""
        return frozenset(turn.person for turn in self.turns if turn.state == "fixed")


def is_unsolved(bug: Bug, may_wait: Collection[str]) -> bool:
    """Open, mended but not verified, or deferred although its severity may not wait: graded so, or by a tracker."""
    return bug.state in UNSOLVED or (bug.state == "deferred" and bug.severity not in may_wait)


def tallied(bugs: Iterable[Bug], severities: Iterable[str]) -> dict[str, int]:
    """How many bugs of each severity; every severity is named, one that nobody knows is counted too."""
    found = Counter(bug.severity for bug in bugs)
    return {severity: found[severity] for severity in dict.fromkeys((*severities, *found))}
