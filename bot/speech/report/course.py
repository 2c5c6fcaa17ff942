"""When it happened: phases and steps over time, what took how long, and on whom it waited."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.domain.report import Report
from bot.domain.report.chronicle import Halt, Stretch, united
from bot.domain.report.course import ItemCourse, PersonCourse, PhaseCourse
from bot.locales import msgid
from bot.speech.report import cells
from bot.speech.report.page import Bar, Cell, Row, Section, Style, Table, Timeline, stacked, table, unless_empty
from bot.speech.voice import Voice

MOST_ROWS = 48  # of one drawing: more would not fit on a page
SLOWEST = 10
HALTS: dict[Halt, Style] = {"open": "open", "paused": "paused", "blocked": "blocked"}  # later ones lie on top
LEGEND: dict[Style, str] = {
    "phase": msgid("the phase's turn"),
    "open": msgid("to be signed"),
    "blocked": msgid("blocked"),
    "paused": msgid("release paused"),
}


def course(voice: Voice, report: Report) -> Section:
    note = voice.say("Spans are told as elapsed time, with the working time in it in brackets.")
    tables = unless_empty(_phases(voice, report), _people(voice, report), _slowest(voice, report))
    return Section("course", voice.say("Course"), (*_drawings(voice, report), note, *tables))


def every_item(voice: Voice, report: Report) -> Section:
    """Item by item: the long list, for whoever looks something up."""
    tables = (
        table(
            (
                voice.say("Item"), voice.say("State"), voice.say("Opened"), voice.say("Settled"),
                voice.say("Open for"), voice.say("Blocked for"), voice.say("Waited for"),
            ),
            (_item(voice, report, item) for item in phase.items),
            _phase_name(voice, report, phase.phase),
        )
        for phase in report.course.phases
    )  # fmt: skip
    return Section("items", voice.say("Every item"), unless_empty(*tables))


def _phases(voice: Voice, report: Report) -> Table:
    return table(
        (voice.say("Phase"), voice.say("Began"), voice.say("Ended"), voice.say("Took"), voice.say("Items")),
        (_phase(voice, report, phase) for phase in report.course.phases),
        voice.say("Phases"),
    )


def _phase(voice: Voice, report: Report, phase: PhaseCourse) -> tuple[Cell, ...]:
    settled = sum(item.settled is not None for item in phase.items)
    return (
        _phase_name(voice, report, phase.phase),
        cells.clock(voice, phase.spans[0][0] if phase.spans else None),
        cells.clock(voice, phase.spans[-1][1] if phase.spans and phase.is_over else None),
        cells.span(voice, phase.took),
        voice.say("{done} of {total}", done=settled, total=len(phase.items)),
    )


def _people(voice: Voice, report: Report) -> Table:
    return table(
        (
            voice.say("Person"), voice.say("Waited for them alone"), voice.say("Waited for them or others"),
            voice.say("Items"), voice.say("Longest"),
        ),
        (_person(voice, report, person) for person in report.course.people),
        voice.say("For whom the release waited"),
        numbers=(3,),
    )  # fmt: skip


def _person(voice: Voice, report: Report, each: PersonCourse) -> tuple[Cell, ...]:
    key, longest = each.longest
    return (
        cells.person(voice, report.release, each.person),
        cells.span(voice, each.alone),
        cells.span(voice, each.span),
        str(each.items),
        voice.say("{item}: {span}", item=cells.item(voice, report.release, key), span=cells.span(voice, longest)),
    )


def _slowest(voice: Voice, report: Report) -> Table:
    items = sorted((item for item in report.course.items if item.took), key=lambda item: item.took, reverse=True)
    return table(
        (voice.say("Item"), voice.say("Open for"), voice.say("Blocked for"), voice.say("Waited for")),
        (
            (
                voice.named(report.release, item.item),
                cells.span(voice, item.open),
                cells.span(voice, item.blocked),
                _waited(voice, report, item),
            )
            for item in items[:SLOWEST]
        ),
        voice.say("What took longest"),
    )


def _item(voice: Voice, report: Report, item: ItemCourse) -> tuple[Cell, ...]:
    return (
        voice.named(report.release, item.item),
        voice.say(cells.STANDINGS[item.standing]),
        cells.clock(voice, item.opened),
        cells.clock(voice, item.settled),
        cells.span(voice, item.open),
        cells.span(voice, item.blocked),
        _waited(voice, report, item),
    )


def _waited(voice: Voice, report: Report, item: ItemCourse) -> Cell:
    if not item.waited:
        return cells.NONE
    return stacked(
        voice.say(
            "{person}: {span}",
            person=cells.person(voice, report.release, each.person),
            span=voice.span(each.span.elapsed),
        )
        for each in item.waited
    )


def _drawings(voice: Voice, report: Report) -> Iterator[Timeline]:
    parts = shared_out([tuple(_rows(voice, report, phase)) for phase in report.course.phases])
    go_live = report.release.go_live
    marks = ((go_live, voice.say("Go-live")),) if report.release.started_at <= go_live <= report.until else ()
    for number, part in enumerate(parts, start=1):
        title = voice.say("Phases and steps")
        if len(parts) > 1:
            title = voice.say("{title}, part {n} of {total}", title=title, n=number, total=len(parts))
        used = {bar.style for row in part for bar in row.bars}
        yield Timeline(
            title=title,
            told=voice.say("When each phase had its turn, and when each of its steps waited for somebody."),
            since=report.release.started_at,
            until=report.until,
            zone=voice.zone,
            rows=tuple(part),
            legend=tuple((style, voice.say(words)) for style, words in LEGEND.items() if style in used),
            done=voice.say("done") if any(row.done for row in part) else "",
            marks=marks,
        )


def shared_out(phases: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """As few drawings as can be, of about one size; a phase is cut only where it would not fit on a page."""
    fewest = len(_packed(phases, MOST_ROWS))
    return next(parts for most in range(1, MOST_ROWS + 1) if len(parts := _packed(phases, most)) == fewest)


def _packed(phases: Sequence[Sequence[Row]], most: int) -> list[list[Row]]:
    """One phase after the other, a new part where one would get longer than this."""
    parts: list[list[Row]] = [[]]
    for piece in (phase[start : start + MOST_ROWS] for phase in phases for start in range(0, len(phase), MOST_ROWS)):
        if parts[-1] and len(parts[-1]) + len(piece) > most:
            parts.append([])
        parts[-1] += piece
    return parts


def _rows(voice: Voice, report: Report, phase: PhaseCourse) -> Iterator[Row]:
    name = _phase_name(voice, report, phase.phase)
    bars = tuple(Bar("phase", since, until) for since, until in phase.spans)
    yield Row(name, bars, voice.say("{name}: {span}", name=name, span=cells.span(voice, phase.took)), is_phase=True)
    steps: dict[str, list[ItemCourse]] = {}
    for item in phase.items:
        steps.setdefault(report.release.item(item.item).step.id, []).append(item)
    for step, items in steps.items():
        yield _step(voice, report, step, items)


def _step(voice: Voice, report: Report, step: str, items: list[ItemCourse]) -> Row:
    """One row for a step, over all of its systems."""
    label = f"{step} {cells.title(voice, report.release, items[0].item)}"
    stretches = [stretch for item in items for stretch in item.stretches]
    bars = tuple(Bar(style, *span) for halt, style in HALTS.items() for span in united(_of(stretches, halt)))
    settled = [item.settled for item in items if item.settled]
    done = max(settled) if len(settled) == len(items) else None
    return Row(label, bars, _step_told(voice, label, items, done), done=done)


def _step_told(voice: Voice, label: str, items: list[ItemCourse], done: datetime | None) -> str:
    opened = min((item.opened for item in items if item.opened), default=None)
    if done:
        since, until = cells.at(voice, opened), cells.at(voice, done)
        return voice.say("{name}: {since} to {until}", name=label, since=since, until=until)
    if opened:
        return voice.say("{name}: since {since}", name=label, since=cells.at(voice, opened))
    return voice.say("{name}: not reached", name=label)


def _of(stretches: list[Stretch], halt: Halt) -> Iterator[Stretch]:
    return (stretch for stretch in stretches if stretch.halt == halt)


def _phase_name(voice: Voice, report: Report, phase: int) -> str:
    known = report.release.plan.phases[phase]
    return f"{voice.quote(known.id)} {voice.quote(known.name.in_(voice.language))}"
