"""Rows of bars over time: phases and steps of a release; a watch that was up or down."""

from typing import Final

from drawsvg import Drawing, Group, Line, Rectangle, Title

from bot.out.report.charts.canvas import AXIS, LEGEND, WIDTH, canvas, cut, end_mark, legend, time_axis, words
from bot.out.report.charts.scale import Scale
from bot.speech.report.page import Row, Timeline

LABELS: Final = 210  # width of the column of labels
LETTERS: Final = 35  # narrow ones that fit into it
HEIGHT: Final = 17  # of a row
THIN: Final = 9
THINNEST: Final = 1.5  # what lasted no time is seen nevertheless


def timeline(chart: Timeline, name: str) -> Drawing:
    top = LEGEND + (14 if chart.marks else 0)
    bottom = top + HEIGHT * len(chart.rows)
    scale = Scale(chart.since, chart.until, LABELS, WIDTH - 6, chart.zone)
    drawing = canvas(bottom + AXIS, name, chart.title, chart.told)
    drawing.append(legend(chart.legend, LABELS, 12, chart.done))
    drawing.extend(
        Rectangle(0, top + HEIGHT * number, WIDTH, HEIGHT, class_="band")
        for number, row in enumerate(chart.rows)
        if row.is_phase
    )
    drawing.append(time_axis(scale, top, bottom))
    drawing.extend(_row(scale, row, top + HEIGHT * number) for number, row in enumerate(chart.rows))
    for moment, word in chart.marks:
        x = scale.at(moment)
        drawing.append(Line(x, top, x, bottom, class_="mark"))
        drawing.append(words(word, x, top - 4, "strong", "end" if x > WIDTH - 60 else "middle"))
    return drawing


def _row(scale: Scale, row: Row, y: float) -> Group:
    drawn = Group(children=[Title(row.told)])
    drawn.append(words(cut(row.label, LETTERS), 4 if row.is_phase else 14, y + 12, "strong" if row.is_phase else ""))
    for bar in row.bars:
        x, until = scale.at(bar.since), scale.at(bar.until)
        width = round(max(until - x, THINNEST), 2)
        drawn.append(Rectangle(x, y + (HEIGHT - THIN) / 2, width, THIN, class_=bar.style))
    if row.done:
        drawn.append(end_mark(scale.at(row.done), y + HEIGHT / 2))
    return drawn
