"""The report as GitHub-flavoured Markdown. Text is data: nothing in it becomes a heading, a link, a tag or a mention.

https://github.github.com/gfm/ — charts stay out; what they show stands in the tables beside them.
"""

import re
from typing import assert_never

from bot.out.report.layouts import templates
from bot.speech.report.page import Cell, Clock, Link, Mono, Page, Stack

MARKS = re.compile(r"([\\`*_\[\]|~$!#])")
OPENING = re.compile(r"^([-+=]|\d+(?=[.)]))")  # what begins a list or a rule at the start of a line
TAGS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "@\u2060"})
ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "|": "%7C", "\\": "%5C"})
LOOKALIKES = str.maketrans({"`": "ˋ", "|": "¦"})
BREAK = "<br>"


def markdown(page: Page) -> str:
    return templates().get_template("page.md.jinja").render(page=page, cell=cell, plain=plain, paragraph=paragraph)


def plain(text: str) -> str:
    """Words that mean themselves, on one line; a word joiner keeps `@name` from calling anybody."""
    return MARKS.sub(r"\\\1", " ".join(text.split())).translate(TAGS)


def paragraph(text: str) -> str:
    """Words at the start of a line, where `1.` and `-` would begin a list."""
    return OPENING.sub(_not_opening, plain(text))


def cell(value: Cell) -> str:
    match value:
        case str():
            return plain(value)
        case Clock(text):
            return plain(text)
        case Mono(text):
            return f"`{text.translate(LOOKALIKES)}`"
        case Link(text, address):
            return f"[{plain(text)}](<{address.translate(ADDRESS)}>)"
        case Stack(cells):
            return BREAK.join(cell(each) for each in cells)
        case _:
            assert_never(value)


def _not_opening(found: re.Match[str]) -> str:
    """`1.` keeps its digits, and loses its meaning with the point that is escaped behind them."""
    return f"{found[0]}\\" if found[0][0].isdigit() else f"\\{found[0]}"
