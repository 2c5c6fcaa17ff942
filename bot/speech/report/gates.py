"""Quality gates: what was counted each time one was passed or lost, and what had changed."""

from collections.abc import Mapping

from bot.domain.report import Report
from bot.domain.report.gates import Crossing
from bot.speech.gates import tally
from bot.speech.report import cells
from bot.speech.report.page import Cell, Section, table, unless_empty
from bot.speech.voice import Voice


def gates(voice: Voice, report: Report) -> Section:
    every = table(
        (
            voice.say("When"), voice.say("Gate"), voice.say("Item"), voice.say("Outcome"), voice.say("Open bugs"),
            voice.say("Allowed"), voice.say("Change"), voice.say("By"),
        ),
        (_row(voice, report, each) for each in report.gates),
    )  # fmt: skip
    return Section("gates", voice.say("Quality gates"), unless_empty(every))


def _row(voice: Voice, report: Report, each: Crossing) -> tuple[Cell, ...]:
    gate = report.release.plan.gates[each.gate]
    return (
        cells.clock(voice, each.at),
        voice.quote(gate.name.in_(voice.language)),
        cells.item(voice, report.release, each.item),
        voice.say("passed") if each.passed else voice.say("lost"),
        tally(voice, each.counts),
        tally(voice, {severity: each.limits.get(severity, 0) for severity in each.counts}),
        _change(voice, each.change),
        cells.person(voice, report.release, each.person),
    )


def _change(voice: Voice, change: Mapping[str, int]) -> str:
    """`B −2 · C +1`."""
    shown = (f"{voice.quote(severity)} {'+' if n > 0 else '−'}{abs(n)}" for severity, n in change.items())
    return " · ".join(shown) or cells.NONE
