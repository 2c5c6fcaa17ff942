"""A drawing with its title, description and time axis; what every chart has in common."""

from collections.abc import Iterable
from typing import Final
from unicodedata import east_asian_width

from drawsvg import Drawing, Group, Line, Lines, Rectangle, Text, Title

from bot.out.report.charts.scale import Scale

WIDTH: Final = 760
SIZE: Final = 11  # of letters, in units of the drawing; the style sheet says the same. On A4 that is 7.5 points
AXIS: Final = 20  # height of the time axis
LEGEND: Final = 22


class Description(Title):  # type: ignore[misc]  # drawsvg ships no types
    """What an image shows, for those who hear it (SVG 2, §5.7)."""

    TAG_NAME = "desc"


def canvas(height: float, name: str, title: str, told: str) -> Drawing:
    drawing = Drawing(WIDTH, height, id_prefix=name, role="img", aria_labelledby=f"{name}-title {name}-desc")
    drawing.append(Title(title, id=f"{name}-title"))
    drawing.append(Description(told, id=f"{name}-desc"))
    return drawing


def words(text: str, x: float, y: float, style: str = "", anchor: str = "start") -> Text:
    return Text(text, SIZE, x, y, class_=style or "words", text_anchor=anchor)


def time_axis(scale: Scale, top: float, bottom: float) -> Group:
    """Grid lines from `top` to `bottom`, and beneath them the wall time."""
    axis = Group()
    last = float(-WIDTH)
    for x, label in scale.ticks():
        axis.append(Line(x, top, x, bottom, class_="grid"))
        if x - last > columns(label) * SIZE * 0.55:
            anchor = "start" if x < scale.left + 20 else "end" if x > scale.right - 20 else "middle"
            axis.append(words(label, x, bottom + AXIS - 6, "soft", anchor))
            last = x
    axis.append(Line(scale.left, bottom, scale.right, bottom, class_="axis"))
    return axis


def legend(entries: Iterable[tuple[str, str]], left: float, y: float, done: str = "") -> Group:
    """A coloured field and its word, side by side; `entries` are (style, word), `done` the word for the end's mark."""
    drawn = Group()
    for style, word in entries:
        drawn.append(Rectangle(left, y - 9, 10, 10, class_=style))
        drawn.append(words(word, left + 15, y))
        left += 15 + columns(word) * SIZE * 0.55 + 18
    if done:
        drawn.extend((end_mark(left + 4, y - 4), words(done, left + 12, y)))
    return drawn


def end_mark(x: float, y: float) -> Lines:
    """A diamond around this point."""
    corners = (x - 3.5, y, x, y - 3.5, x + 3.5, y, x, y + 3.5)
    return Lines(*(round(value, 2) for value in corners), close=True, class_="done")


def columns(text: str) -> int:
    """How wide the words are, in narrow letters: Chinese ones are two wide."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def cut(text: str, most: int) -> str:
    """The words within so many narrow letters; the whole of them is in the row's title."""
    if columns(text) <= most:
        return text
    kept = text
    while kept and columns(kept) >= most:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
