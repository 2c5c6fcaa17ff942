"""The report as one HTML page: no script, nothing fetched, light and dark on a screen, black on white on A4.

What a page looks like is in `templates/style.css`, which travels within it; charts are drawn as SVG into the page.
"""

from bot.out.report.charts import drawn
from bot.out.report.layouts import templates
from bot.speech.report.page import Page


def html(page: Page) -> str:
    return templates().get_template("page.html.jinja").render(page=page, drawn=drawn)
