"""What a tracker answers when it is asked, and which one a plan names. It never says "no bugs" when it cannot tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.domain.commands.tracker import TrackedBug
from bot.platforms.bugs.issue import Issue
from bot.platforms.bugs.reading import Reading, UnsortedIssue
from bot.platforms.calling import Down


@dataclass(frozen=True, slots=True)
class Listed:
    """All issues that the tracker's query selects, open or not: a bug that is not here is gone from the release."""

    bugs: tuple[TrackedBug, ...]
    unsorted: tuple[UnsortedIssue, ...]


class BugTracker(Protocol):
    """A whole list or none: a page that is missing would open a gate. Blocks for seconds; one thread at a time."""

    def listed(self) -> Listed | Down: ...

    def close(self) -> None: ...


def sorted_out(issues: Iterable[Issue], reading: Reading) -> Listed:
    """Each issue once, in its newest state: pages may overlap while people work."""
    newest: dict[str, Issue] = {}
    for issue in issues:
        known = newest.get(issue.ref)
        if known is None or known.changed_at <= issue.changed_at:
            newest[issue.ref] = issue
    reports = [reading.report(issue) for issue in newest.values()]
    return Listed(
        bugs=tuple(each for each in reports if isinstance(each, TrackedBug)),
        unsorted=tuple(each for each in reports if isinstance(each, UnsortedIssue)),
    )
