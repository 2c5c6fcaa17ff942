"""When: each phase and each item from opening to done, and what took how long, waiting for whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.report.chronicle import Chronicle, Stretch, elapsed
from bot.domain.state.signing import SETTLED, Standing


@dataclass(frozen=True, slots=True)
class Span:
    """How long something lasted, and how much of that was working time."""

    elapsed: timedelta
    worked: timedelta

    def __bool__(self) -> bool:
        return bool(self.elapsed)


@dataclass(frozen=True, slots=True)
class Waited:
    """For how long an item waited for this person, who may have been one of several that could act."""

    person: str
    span: Span


@dataclass(frozen=True, slots=True)
class ItemCourse:
    """`opened`: when it first waited for somebody; `settled`: since when it is done or waived, None while it is not.

    `open`, `blocked`, `paused`: how long in all. `times`: how often it was settled, taken back ones included.
    """

    item: str
    standing: Standing
    opened: datetime | None
    settled: datetime | None
    open: Span
    blocked: Span
    paused: Span
    waited: tuple[Waited, ...]
    stretches: tuple[Stretch, ...]

    @property
    def took(self) -> timedelta:
        return self.open.elapsed + self.blocked.elapsed


@dataclass(frozen=True, slots=True)
class PhaseCourse:
    """`spans`: when it was its turn; a phase whose signatures are taken back has another turn."""

    phase: int
    items: tuple[ItemCourse, ...]
    spans: tuple[tuple[datetime, datetime], ...]
    took: Span
    is_over: bool


@dataclass(frozen=True, slots=True)
class PersonCourse:
    """While at least one item could go on through this person: `span`; those were `items`, and `longest` one of them.

    `alone`: while nobody else could have acted for at least one of them.
    """

    person: str
    span: Span
    alone: Span
    items: int
    longest: tuple[str, Span]


@dataclass(frozen=True, slots=True)
class Course:
    phases: tuple[PhaseCourse, ...]
    people: tuple[PersonCourse, ...]

    @property
    def items(self) -> tuple[ItemCourse, ...]:
        return tuple(item for phase in self.phases for item in phase.items)


def course(told: Chronicle) -> Course:
    of_item: defaultdict[str, list[Stretch]] = defaultdict(list)
    for stretch in told.stretches:
        of_item[stretch.item].append(stretch)
    return Course(tuple(_phases(told, of_item)), tuple(_people(told)))


def _phases(told: Chronicle, of_item: Mapping[str, list[Stretch]]) -> Iterator[PhaseCourse]:
    layout = told.release.layout
    for number, keys in enumerate(layout.phases):
        spans = tuple((turn.since, turn.until) for turn in told.turns if turn.phase == number)
        took = Span(
            sum((until - since for since, until in spans), timedelta(0)),
            sum((told.working.between(since, until) for since, until in spans), timedelta(0)),
        )
        items = tuple(_item(told, key, of_item.get(key, [])) for key in keys)
        yield PhaseCourse(number, items, spans, took, all(item.standing in SETTLED for item in items))


def _item(told: Chronicle, key: str, stretches: list[Stretch]) -> ItemCourse:
    record = told.release.records[key]
    people = dict.fromkeys(person for stretch in stretches for person in stretch.people)
    waited = (Waited(who, _span(told, (s for s in stretches if who in s.people))) for who in people)
    return ItemCourse(
        item=key,
        standing=record.standing,
        opened=stretches[0].since if stretches else (record.since if record.standing in SETTLED else None),
        settled=record.since if record.standing in SETTLED else None,
        open=_span(told, (s for s in stretches if s.halt == "open")),
        blocked=_span(told, (s for s in stretches if s.halt == "blocked")),
        paused=_span(told, (s for s in stretches if s.halt == "paused")),
        waited=tuple(sorted(waited, key=lambda each: -each.span.elapsed)),
        stretches=tuple(stretches),
    )


def _people(told: Chronicle) -> list[PersonCourse]:
    of_person: defaultdict[str, list[Stretch]] = defaultdict(list)
    for stretch in told.stretches:
        for person in stretch.people:
            of_person[person].append(stretch)
    found = (_person(told, person, stretches) for person, stretches in of_person.items())
    return sorted(found, key=lambda each: (-each.alone.elapsed, -each.span.elapsed, each.person))


def _person(told: Chronicle, person: str, stretches: list[Stretch]) -> PersonCourse:
    items = dict.fromkeys(stretch.item for stretch in stretches)
    spans = {key: _span(told, (s for s in stretches if s.item == key)) for key in items}
    longest = max(spans, key=lambda key: spans[key].elapsed)
    alone = (stretch for stretch in stretches if stretch.people == (person,))
    return PersonCourse(person, _span(told, stretches), _span(told, alone), len(items), (longest, spans[longest]))


def _span(told: Chronicle, stretches: Iterable[Stretch]) -> Span:
    kept = tuple(stretches)
    return Span(elapsed(kept), told.working_time(kept))
