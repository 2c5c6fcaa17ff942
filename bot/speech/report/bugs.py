"""Bugs: how many were unsolved over time, what became of them round by round, each of them, and those left over."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.domain.report import Report
from bot.domain.report.bugs import Round
from bot.domain.state.bugs import Bug
from bot.speech.bugs import STATES
from bot.speech.gates import tally
from bot.speech.report import cells
from bot.speech.report.page import Cell, Curve, Section, Table, linked, table, unless_empty
from bot.speech.voice import Voice


def bugs(voice: Voice, report: Report) -> Section:
    tale = report.bugs
    late = _every(voice, report, voice.say("Found after the end"), tale.late)
    if not tale.bugs:
        return Section("bugs", voice.say("Bugs"), unless_empty(late))
    every = _every(voice, report, voice.say("Every bug"), tale.bugs)
    tables = unless_empty(_rounds(voice, report), _days(voice, report), every, *_left(voice, report), late)
    return Section("bugs", voice.say("Bugs"), (_curve(voice, report), *tables))


def _curve(voice: Voice, report: Report) -> Curve:
    """Most of the unsolved bugs of a release are of the milder kinds: these lie on top of the worst."""
    names = {key: cells.severity(voice, report.release, key) for key in report.bugs.severities}
    return Curve(
        title=voice.say("Unsolved bugs by severity"),
        told=voice.say("How many bugs of each severity were open or not yet verified, over the time of the release."),
        since=report.release.started_at,
        until=report.until,
        zone=voice.zone,
        names=tuple(names.values()),
        levels=tuple(
            (level.at, {name: level.counts.get(key, 0) for key, name in names.items()}) for level in report.bugs.levels
        ),
    )


def _rounds(voice: Voice, report: Report) -> Table:
    return table(
        (
            voice.say("Round"), voice.say("Open in it"), voice.say("Fixed"), voice.say("Verified"),
            voice.say("Deferred"), voice.say("Came back"),
        ),
        (_round(each) for each in report.bugs.rounds),
        voice.say("Round by round"),
        numbers=range(6),
    )  # fmt: skip


def _round(each: Round) -> tuple[Cell, ...]:
    counts = (each.number, each.entered, each.fixed, each.verified, each.deferred, each.returned)
    return tuple(str(count) for count in counts)


def _days(voice: Voice, report: Report) -> Table:
    """The curve in numbers, for each day on which something changed."""
    zone, levels = ZoneInfo(voice.zone), report.bugs.levels
    days: dict[str, list[Mapping[str, int]]] = {}
    for before, level in pairwise((levels[0], *levels)):
        days.setdefault(f"{level.at.astimezone(zone):%Y-%m-%d}", [before.counts]).append(level.counts)
    return table(
        (voice.say("Day"), voice.say("Most at once"), voice.say("At its end")),
        ((day, tally(voice, max(counts, key=_total)), tally(voice, counts[-1])) for day, counts in days.items()),
        voice.say("Unsolved bugs day by day"),
    )


def _total(counts: Mapping[str, int]) -> int:
    return sum(counts.values())


def _every(voice: Voice, report: Report, caption: str, bugs: tuple[Bug, ...]) -> Table:
    return table(
        (
            voice.say("Bug"), voice.say("Severity"), voice.say("System"), voice.say("Found in"),
            voice.say("What is wrong"), voice.say("Reported by"), voice.say("Outcome"), voice.say("Rounds"),
        ),
        (_bug(voice, report, bug) for bug in bugs),
        caption,
        numbers=(7,),
    )  # fmt: skip


def _bug(voice: Voice, report: Report, bug: Bug) -> tuple[Cell, ...]:
    return (
        linked(voice.quote(bug.ref or bug.id), bug.url),
        cells.severity(voice, report.release, bug.severity),
        cells.system(voice, report.release, bug.system),
        cells.environment(voice, report.release, bug.environment),
        cells.words(voice, bug.title),
        voice.say("{person}, {moment}", person=_who(voice, report, bug.reporter), moment=cells.at(voice, bug.at)),
        voice.list(_outcome(voice, report, bug)),
        str(bug.round),
    )


def _outcome(voice: Voice, report: Report, bug: Bug) -> Iterator[str]:
    """`verified, Tina, 2021-06-12 10:00`."""
    yield voice.say(STATES[bug.state])
    if bug.turns and bug.state != "gone":
        yield _who(voice, report, bug.turns[-1].person)
    if bug.since and bug.since > bug.at:
        yield cells.at(voice, bug.since)


def _left(voice: Voice, report: Report) -> Iterator[Table]:
    """What somebody left to the next release is one thing, what is simply not solved another."""
    unsolved = voice.say("Unsolved at the end") if report.is_final else voice.say("Unsolved so far")
    yield _those(voice, report, unsolved, report.bugs.unsolved)
    yield _those(voice, report, voice.say("Left to the next release"), report.bugs.left)


def _those(voice: Voice, report: Report, caption: str, bugs: tuple[Bug, ...]) -> Table:
    return table(
        (voice.say("Bug"), voice.say("Severity"), voice.say("System"), voice.say("State"), voice.say("Reason")),
        (
            (
                linked(voice.quote(bug.ref or bug.id), bug.url),
                cells.severity(voice, report.release, bug.severity),
                cells.system(voice, report.release, bug.system),
                voice.say(STATES[bug.state]),
                cells.words(voice, bug.reason),
            )
            for bug in bugs
        ),
        caption,
    )


def _who(voice: Voice, report: Report, person: str) -> str:
    return voice.person(report.release, person) if person else voice.say("the bug tracker")
