"""Bugs by round, the curve of those unsolved, and each bug with how it ended; what was left to the next release."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from bot.domain import events as e
from bot.domain.history.bugs import lived
from bot.domain.report.chronicle import Chronicle
from bot.domain.state.bugs import Bug, is_unsolved, tallied


@dataclass(frozen=True, slots=True)
class Round:
    """What became of the bugs that were open for the n-th time."""

    number: int
    entered: int
    fixed: int
    verified: int
    deferred: int
    returned: int


@dataclass(frozen=True, slots=True)
class Level:
    """Unsolved bugs by severity, from `at` to the next level."""

    at: datetime
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BugTale:
    """`severities`: the plan's, worst first. `left`: those that the next release is to solve, as somebody decided.

    `unsolved`: those nobody has decided that about. All but `late` are those found before the release's end, in rounds,
    levels, `left` and `unsolved` as they were then; `late`: those found after it.
    """

    severities: tuple[str, ...]
    rounds: tuple[Round, ...]
    levels: tuple[Level, ...]
    bugs: tuple[Bug, ...]
    left: tuple[Bug, ...]
    unsolved: tuple[Bug, ...]
    late: tuple[Bug, ...]


def bug_tale(told: Chronicle) -> BugTale:
    known, plan = told.release.bugs, told.release.plan.bugs
    lives, severities = tuple(_lives(told)), tallied(known.values(), plan.severities if plan else ())
    last: Mapping[str, Bug] = lives[-1][1] if lives else {}
    bugs, then = tuple(known[key] for key in last), tuple(last.values())
    return BugTale(
        severities=tuple(severities),
        rounds=tuple(_round(number, then) for number in range(1, max((bug.round for bug in then), default=0) + 1)),
        levels=tuple(_levels(told, lives, tuple(severities))),
        bugs=bugs,
        left=tuple(known[bug.id] for bug in then if bug.state == "deferred"),
        unsolved=tuple(known[bug.id] for bug in then if bug.state in ("open", "fixed")),
        late=tuple(bug for key, bug in known.items() if key not in last),
    )


def _lives(told: Chronicle) -> Iterator[tuple[datetime, Mapping[str, Bug]]]:
    """The bugs after each event of their lives, to the end of the release."""
    bugs: Mapping[str, Bug] = {}
    for event in takewhile(lambda each: not isinstance(each, e.Finished | e.Aborted), told.history):
        if isinstance(event, e.LifeEvent):
            bugs = lived(bugs, event)
            yield event.at, bugs


def _round(number: int, bugs: tuple[Bug, ...]) -> Round:
    ends = [_in_round(bug, number) for bug in bugs if bug.round >= number]
    return Round(
        number=number,
        entered=len(ends),
        fixed=sum("fixed" in states for states in ends),
        verified=sum("verified" in states for states in ends),
        deferred=sum("deferred" in states for states in ends),
        returned=sum(bug.round > number for bug in bugs),
    )


def _in_round(bug: Bug, number: int) -> frozenset[str]:
    """What the bug became in its n-th round; one that is open again begins the next."""
    found, current = set(), 1
    for turn in bug.turns:
        if turn.state == "open":
            current += 1
        elif current == number:
            found.add(turn.state)
    return frozenset(found)


def _levels(
    told: Chronicle, lives: tuple[tuple[datetime, Mapping[str, Bug]], ...], severities: tuple[str, ...]
) -> Iterator[Level]:
    """The unsolved bugs after each moment at which their number changed."""
    plan = told.release.plan.bugs
    may_wait = plan.defer if plan else ()
    level = Level(told.release.started_at, dict.fromkeys(severities, 0))
    for at, bugs in lives:
        counts = tallied((bug for bug in bugs.values() if is_unsolved(bug, may_wait)), severities)
        if counts == level.counts:
            continue
        if at > level.at:
            yield level
        level = Level(at, counts)
    if lives:
        yield level
