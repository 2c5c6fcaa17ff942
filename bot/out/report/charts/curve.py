"""Counts over time, one upon the other, as steps: unsolved bugs by severity."""

from collections.abc import Iterator, Mapping
from typing import Final

from drawsvg import Drawing, Line, Rectangle

from bot.out.report.charts.canvas import AXIS, LEGEND, WIDTH, canvas, legend, time_axis, words
from bot.out.report.charts.scale import Scale
from bot.speech.report.page import Curve

LEFT: Final = 36
HEIGHT: Final = 170
COLOURS: Final = 5  # of the style sheet; a sixth name looks like the fifth
MOST_LINES: Final = 6
THINNEST: Final = 2.5  # what lasted for minutes among days is seen nevertheless


def curve(chart: Curve, name: str) -> Drawing:
    top, bottom = LEGEND + 4, LEGEND + 4 + HEIGHT
    scale = Scale(chart.since, chart.until, LEFT, WIDTH - 6, chart.zone)
    highest = max((sum(counts.values()) for _, counts in chart.levels), default=1) or 1
    step = _step(highest)
    per_one = HEIGHT / (step * -(-highest // step))
    drawing = canvas(bottom + AXIS, name, chart.title, chart.told)
    drawing.append(legend(((_style(number), word) for number, word in enumerate(chart.names)), LEFT, 12))
    for count in range(0, highest + step, step):
        y = round(bottom - count * per_one, 2)
        drawing.append(Line(LEFT, y, WIDTH - 6, y, class_="grid"))
        drawing.append(words(str(count), LEFT - 6, y + 4, "soft", "end"))
    drawing.append(time_axis(scale, top, bottom))
    ends = (*(at for at, _ in chart.levels[1:]), chart.until)
    for (since, counts), until in zip(chart.levels, ends, strict=True):
        drawing.extend(_pile(chart.names, counts, scale.at(since), scale.at(until), bottom, per_one))
    return drawing


def _pile(
    names: tuple[str, ...], counts: Mapping[str, int], since: float, until: float, bottom: float, per_one: float
) -> Iterator[Rectangle]:
    """The counts one upon the other, for as long as none of them changes."""
    width, lower = round(max(until - since, THINNEST), 2), 0
    for number, name in enumerate(names):
        if count := counts[name]:
            y = round(bottom - (lower + count) * per_one, 2)
            yield Rectangle(since, y, width, round(count * per_one, 2), class_=_style(number))
        lower += count


def _style(number: int) -> str:
    return f"level level{min(number, COLOURS - 1)}"


def _step(highest: int) -> int:
    """Grid lines at 1, 2, 5, 10, 20, 50 … so that there are only a few."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if highest <= factor * size * MOST_LINES:
                return factor * size
        size *= 10
