"""Charts as SVG within the page: text stays text, colours are classes that the page's style sheet fills.

drawsvg writes the elements and escapes what stands in them. Identifiers are made from the chart's name, so that the
same report is the same bytes.
"""

from bot.out.report.charts.curve import curve
from bot.out.report.charts.timeline import timeline
from bot.speech.report.page import Curve, Timeline


def drawn(chart: Timeline | Curve, name: str) -> str:
    """The chart as an `<svg>` element; `name` is unique within the page: letters and digits."""
    drawing = timeline(chart, name) if isinstance(chart, Timeline) else curve(chart, name)
    return str(drawing.as_svg(header=""))
