"""How a release went between its events: which item stood open or blocked from when to when, and whom it waited for.

What every section of the report is worked out from. It decides nothing; the state after each event says it all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.domain import events as e
from bot.domain.history import begin, evolve
from bot.domain.history.standing import touched
from bot.domain.reading.reasons import who_unblocks
from bot.domain.reading.standing import voters
from bot.domain.report.hours import WorkingTime
from bot.domain.state.release import Release

Halt = Literal["open", "blocked", "paused"]
STAFF = ("assigned", "stand_ins", "began", "layout", "hotfixes", "state")  # what decides who may act, anywhere
OUTSIDE = ("bugs", "requests", "tracking")  # what an item without a signature of its own can be blocked by


@dataclass(frozen=True, slots=True)
class Stretch:
    """An item waited from `since` to `until`, for any of these people; for nobody while the release was paused."""

    item: str
    halt: Halt
    since: datetime
    until: datetime
    people: tuple[str, ...]

    @property
    def length(self) -> timedelta:
        return self.until - self.since


@dataclass(frozen=True, slots=True)
class ItemTurn:
    """The phase whose turn it was; None after the last one was settled."""

    phase: int | None
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Chronicle:
    """`release`: the state after `history`. `until`: the moment the report is of; an ended release's last event."""

    release: Release
    history: tuple[e.Event, ...]
    until: datetime
    stretches: tuple[Stretch, ...]
    turns: tuple[ItemTurn, ...]
    working: WorkingTime

    def working_time(self, stretches: Iterable[Stretch]) -> timedelta:
        """The working time in which at least one of them lasted."""
        return sum((self.working.between(*span) for span in united(stretches)), timedelta(0))


Waiting = tuple[Halt, tuple[str, ...]]


def chronicle(history: Sequence[e.Event], now: datetime) -> Chronicle:
    """Read a whole history, which begins with Started, as it stands at `now`."""
    state = begin(history[0])
    waits = _Waits(state)
    turns = [(_turn(state), state.started_at)]
    for event in history[1:]:
        before, state = state, evolve(state, event)
        waits.move_on(before, state, event.at)
        if _turn(state) != turns[-1][0]:
            turns.append((_turn(state), event.at))
    until = history[-1].at if state.ended_at else max(now, history[-1].at)
    ends = [*(since for _, since in turns[1:]), until]
    return Chronicle(
        release=state,
        history=tuple(history),
        until=until,
        stretches=waits.until(until),
        turns=tuple(ItemTurn(phase, since, end) for (phase, since), end in zip(turns, ends, strict=True)),
        working=WorkingTime(state.plan.hours, state.plan.zone, state.calendar, state.started_at, until),
    )


class _Waits:
    """What each item waits for, followed from event to event. Times that run backwards make no stretch."""

    def __init__(self, release: Release) -> None:
        at = release.started_at
        self._now = {key: (_waiting(release, key, at), at) for key in release.layout.items}
        self._past: list[Stretch] = []

    def move_on(self, before: Release, after: Release, at: datetime) -> None:
        for key in _affected(before, after):
            waiting = _waiting(after, key, at)
            known, since = self._now.get(key, (None, at))
            if waiting != known:
                self._end(key, known, since, at)
                self._now[key] = waiting, at

    def until(self, moment: datetime) -> tuple[Stretch, ...]:
        for key, (waiting, since) in self._now.items():
            self._end(key, waiting, since, moment)
        return tuple(sorted(self._past, key=_order))

    def _end(self, key: str, waiting: Waiting | None, since: datetime, at: datetime) -> None:
        if waiting and since < at:
            self._past.append(Stretch(key, waiting[0], since, at, waiting[1]))


def _waiting(release: Release, key: str, at: datetime) -> Waiting | None:
    """Whom the item waits for; None for one that is settled, not yet reached, or of a release that has ended."""
    standing, item = release.standing(key), release.item(key)
    if release.ended_at or standing not in ("open", "blocked"):
        return None
    if not release.goes_on(key):
        return "paused", ()
    if standing == "open":
        return "open", tuple(dict.fromkeys(vote.person for vote in voters(release, item, at)))
    return "blocked", tuple(dict.fromkeys(who_unblocks(release, item)))


def _affected(before: Release, after: Release) -> Iterable[str]:
    """The items that may wait for somebody else than before: a cheap answer, that may name too many."""
    if any(getattr(before, name) is not getattr(after, name) for name in STAFF):
        return after.records
    changed = [key for key, record in after.records.items() if record is not before.records[key]]
    judged = (other for key in changed for other in touched(after, key))
    outside = any(getattr(before, name) is not getattr(after, name) for name in OUTSIDE)
    blocked = (key for key, record in after.records.items() if outside and record.standing == "blocked")
    return dict.fromkeys((*changed, *judged, *blocked))


def _turn(release: Release) -> int | None:
    return None if release.settled or release.ended_at else release.phase


def _order(stretch: Stretch) -> tuple[datetime, datetime, str]:
    return stretch.since, stretch.until, stretch.item


def united(stretches: Iterable[Stretch]) -> Iterator[tuple[datetime, datetime]]:
    """The spans in which at least one of the stretches lasted, apart from each other, in order."""
    since = until = None
    for stretch in sorted(stretches, key=_order):
        if since is None or until is None:
            since, until = stretch.since, stretch.until
        elif stretch.since > until:
            yield since, until
            since, until = stretch.since, stretch.until
        else:
            until = max(until, stretch.until)
    if since is not None and until is not None:
        yield since, until


def elapsed(stretches: Iterable[Stretch]) -> timedelta:
    """The time in which at least one of them lasted."""
    return sum((until - since for since, until in united(stretches)), timedelta(0))
