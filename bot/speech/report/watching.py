"""Availability: each watch up or down over time, its outages and numbers, and the alerts of the team's monitoring."""

from collections.abc import Iterator
from datetime import timedelta

from bot.domain import events as e
from bot.domain.reading.samples import State
from bot.domain.report import Report
from bot.domain.report.watching import AlertTold, WatchStretch, WatchTold
from bot.locales import msgid
from bot.speech import watching as words
from bot.speech.report import cells
from bot.speech.report.page import Bar, Cell, Row, Section, Style, Table, Timeline, linked, table, unless_empty
from bot.speech.voice import Voice

STYLES: dict[State, Style] = {"up": "up", "down": "down", "unknown": "paused"}
LEGEND: dict[Style, str] = {"up": msgid("up"), "down": msgid("down"), "paused": msgid("unknown")}


def monitoring(voice: Voice, report: Report) -> Section:
    tables = unless_empty(_numbers(voice, report), _outages(voice, report), _alerts(voice, report))
    return Section("monitoring", voice.say("Monitoring"), (*_drawing(voice, report), *tables))


def _drawing(voice: Voice, report: Report) -> Iterator[Timeline]:
    told = [each for each in report.monitoring.watches if each.stretches]
    if not told:
        return
    spans = [span for each in told for span in each.stretches]
    shown = {STYLES[span.state] for span in spans}
    yield Timeline(
        title=voice.say("Availability"),
        told=voice.say("When each watch was up and down."),
        since=min(span.since for span in spans),
        until=max(span.until for span in spans),
        zone=voice.zone,
        rows=tuple(_row(voice, report, each) for each in told),
        legend=tuple((style, voice.say(word)) for style, word in LEGEND.items() if style in shown),
    )


def _row(voice: Voice, report: Report, told: WatchTold) -> Row:
    name = words.name(voice, report.release, told.watch)
    bars = tuple(Bar(STYLES[span.state], span.since, span.until) for span in told.stretches)
    return Row(name, bars, voice.say("{watch}: {outages}", watch=name, outages=_count(voice, told)))


def _count(voice: Voice, told: WatchTold) -> str:
    down = [span for span in told.stretches if span.state == "down"]
    if not down:
        return voice.say("no outage")
    lasted = voice.span(sum((span.until - span.since for span in down), timedelta(0)))
    return voice.count("{n} outage, {span}", "{n} outages, {span} in all", len(down), span=lasted)


def _numbers(voice: Voice, report: Report) -> Table:
    rows = (_measured(voice, report, each) for told in report.monitoring.watches for each in told.measured)
    return table(
        (
            voice.say("Watch"), voice.say("From"), voice.say("Ended"), voice.say("Looks"), voice.say("Available"),
            "p50", "p95", "p99",
        ),
        rows,
        voice.say("Availability, and latency in milliseconds"),
        numbers=(3, 4, 5, 6, 7),
    )  # fmt: skip


def _measured(voice: Voice, report: Report, each: e.WatchMeasured) -> tuple[Cell, ...]:
    took = (str(each.p50), str(each.p95), str(each.p99)) if each.p50 is not None else (cells.NONE,) * 3
    return (
        words.name(voice, report.release, each.watch),
        cells.clock(voice, each.since),
        cells.clock(voice, each.until),
        str(each.looks),
        words.share(voice, each.looks - each.failed, each.looks),
        *took,
    )


def _outages(voice: Voice, report: Report) -> Table:
    rows = (
        _outage(voice, report, told.watch, span)
        for told in report.monitoring.watches
        for span in told.stretches
        if span.state == "down"
    )
    head = (voice.say("Watch"), voice.say("From"), voice.say("Ended"), voice.say("Lasted"), voice.say("Why"))
    return table(head, rows, voice.say("Outages"))


def _outage(voice: Voice, report: Report, watch: str, span: WatchStretch) -> tuple[Cell, ...]:
    return (
        words.name(voice, report.release, watch),
        cells.clock(voice, span.since),
        cells.clock(voice, span.until),
        voice.span(span.until - span.since),
        words.why(voice, span.why, span.detail),
    )


def _alerts(voice: Voice, report: Report) -> Table:
    head = (voice.say("Alert"), voice.say("System"), voice.say("Severity"), voice.say("From"), voice.say("Ended"),
            voice.say("What it said"))  # fmt: skip
    return table(head, (_alert(voice, report, each) for each in report.monitoring.alerts), voice.say("Alerts"))


def _alert(voice: Voice, report: Report, each: AlertTold) -> tuple[Cell, ...]:
    return (
        linked(cells.words(voice, each.name), each.url),
        voice.system(report.release.plan, each.system) if each.system else cells.NONE,
        cells.words(voice, each.severity),
        cells.clock(voice, each.since),
        cells.clock(voice, each.until),
        cells.words(voice, each.summary),
    )
