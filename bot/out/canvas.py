"""The minutes and the report as canvases: Markdown as Slack's canvases read it.

https://docs.slack.dev/surfaces/canvases
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.reading.minutes import minutes as minutes_of
from bot.domain.report import Report
from bot.domain.state.release import Release
from bot.out.report.markdown import markdown, paragraph, plain
from bot.speech import agenda, record
from bot.speech import minutes as words
from bot.speech.report import page
from bot.speech.report.page import Cell, Link, Page, Part, Stack, Table
from bot.speech.voice import Voice

CELLS: Final = 300  # in one table of a canvas; a longer one goes on in the next
LIMIT: Final = 1_048_576
"""Bytes that one change of a canvas may bring, and the making of one is a change."""


@dataclass(frozen=True, slots=True)
class Canvas:
    title: str
    markdown: str


def minutes(release: Release) -> Canvas:
    """Of the meeting as it stands, in the plan's language and on its clock."""
    voice, meeting = Voice(release.plan.language, "plain", release.plan.zone), release.meeting
    if meeting is None:
        raise ValueError(f"{release.id} has no meeting")
    held = minutes_of(release, meeting)
    told = (*words.minutes(voice, release, held), *agenda.agenda(voice, release, held.agenda))
    title = f"{words.minutes_title(voice, meeting)} · {release.id}"
    lines = [paragraph(words.minutes_state(voice, release, meeting)), *(line for part in told for line in _part(part))]
    return Canvas(title, fitting(voice, "\n".join(lines) + "\n"))


def _part(part: agenda.Titled) -> Iterator[str]:
    yield f"\n## {plain(part.title)}\n"
    yield from (f"- {paragraph(each)}" for each in part.lines)


def report(found: Report) -> Canvas:
    """The page of the report, its tables as a canvas takes them."""
    shown = page(found, found.release.plan.language)
    voice = Voice(found.release.plan.language, "plain", found.release.plan.zone)
    return Canvas(f"{shown.subtitle} · {shown.title}", fitting(voice, markdown(tamed(shown))))


def fitting(voice: Voice, text: str) -> str:
    """As much of it, in whole lines, as a canvas takes; where it is not all, it says so."""
    if len(text.encode()) <= LIMIT:
        return text
    end = f"\n{record.cut_short(voice)}\n"
    kept = text.encode()[: LIMIT - len(end.encode())].decode(errors="ignore")
    return kept[: kept.rindex("\n") + 1] + end


def tamed(whole: Page) -> Page:
    """The page with tables of a size, and cells of a kind, that a canvas takes."""
    return replace(whole, sections=tuple(replace(each, parts=tuple(_parts(each.parts))) for each in whole.sections))


def _parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Table):
            yield from _tables(part)
        else:
            yield part


def _tables(table: Table) -> Iterator[Table]:
    rows = tuple(tuple(map(_flat, row)) for row in table.rows)
    most = CELLS // len(table.head) - 1  # beside the head
    for start in range(0, len(rows), most):
        yield replace(table, rows=rows[start : start + most], caption="" if start else table.caption)


def _flat(cell: Cell) -> Cell:
    """On one line and without a link: a canvas shows the marks of both where they stand in a table."""
    # https://github.com/slackapi/python-slack-sdk/issues/1711
    match cell:
        case Link(text):
            return text
        case Stack(cells):
            return "; ".join(each if isinstance(each, str) else each.text for each in cells)
        case _:
            return cell
