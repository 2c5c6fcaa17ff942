"""What a report is made of before anybody draws it: sections of facts, tables and charts. Text is plain, not escaped.

Whoever draws a part escapes it for the medium: `bot.report.markdown`, `bot.report.html`, `bot.report.charts`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.reading.documents import LINK


@dataclass(frozen=True, slots=True)
class Mono:
    """A commit, a digest: set in type that tells 0 from O."""

    text: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A moment, as it is shown; it stays on one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """`address` is http or https: `linked` sees to that."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Stack:
    """Several words in one cell, one below the other."""

    cells: tuple["str | Mono | Clock | Link", ...]


Cell = str | Mono | Clock | Link | Stack


@dataclass(frozen=True, slots=True)
class Facts:
    """A name and what goes with it, line by line."""

    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`caption` stands above it; `numbers`: the columns, from 0, that hold numbers. Each row is as long as `head`."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    numbers: frozenset[int] = frozenset()


Style = Literal["phase", "open", "blocked", "paused", "up", "down"]


@dataclass(frozen=True, slots=True)
class Bar:
    style: Style
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """`told`: what the row says when asked; `done`: where a mark stands for its end."""

    label: str
    bars: tuple[Bar, ...]
    told: str
    is_phase: bool = False
    done: datetime | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Rows of bars over one stretch of time, on the wall of `zone`. `marks`: moments with a name.

    `done`: the word for the mark of what is done; "" where no row has one.
    """

    title: str
    told: str
    since: datetime
    until: datetime
    zone: str
    rows: tuple[Row, ...]
    legend: tuple[tuple[Style, str], ...]
    done: str = ""
    marks: tuple[tuple[datetime, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Curve:
    """Counts that change at moments, stacked; the first of `names` lies at the bottom. Each level holds until the next.

    `levels`: a moment, and how many of each name from then on.
    """

    title: str
    told: str
    since: datetime
    until: datetime
    zone: str
    names: tuple[str, ...]
    levels: tuple[tuple[datetime, Mapping[str, int]], ...]


Part = str | Facts | Table | Timeline | Curve


@dataclass(frozen=True, slots=True)
class Section:
    """`key` names it within the page."""

    key: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """`nothing`: what stands in a section without parts."""

    language: str
    title: str
    subtitle: str
    note: str
    nothing: str
    sections: tuple[Section, ...]


def linked(text: str, address: str) -> str | Link:
    """A link where the address is one; else the words alone."""
    return Link(text, address) if LINK.fullmatch(address) else text


def stacked(cells: Iterable[str | Mono | Clock | Link]) -> Cell:
    found = tuple(cell for cell in cells if cell)
    return found[0] if len(found) == 1 else Stack(found)


def table(
    head: Iterable[str], rows: Iterable[tuple[Cell, ...]], caption: str = "", numbers: Iterable[int] = ()
) -> Table:
    return Table(tuple(head), tuple(rows), caption, frozenset(numbers))


def unless_empty(*tables: Table) -> tuple[Table, ...]:
    """The tables that have rows."""
    return tuple(each for each in tables if each.rows)
