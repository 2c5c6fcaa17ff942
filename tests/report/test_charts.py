"""Where things lie in a drawing: scales with round marks, rows that say what they are, steps one upon the other."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from bot.out.report.charts import drawn
from bot.out.report.charts.canvas import columns, cut
from bot.out.report.charts.scale import MOST, Scale
from bot.speech.report.course import shared_out
from bot.speech.report.page import Bar, Curve, Row, Timeline

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # 12:00 in Berlin
HOUR = timedelta(hours=1)
SVG = "{http://www.w3.org/2000/svg}"
spans = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3000))


def scale(length: timedelta) -> Scale:
    return Scale(NOON, NOON + length, 100, 700, "Europe/Berlin")


@pytest.mark.parametrize(
    ("length", "labels"),
    [
        (4 * HOUR, ["11-23 12:00", "12:30", "13:00", "13:30", "14:00", "14:30", "15:00", "15:30", "16:00"]),
        (20 * HOUR, ["11-23 12:00", "15:00", "18:00", "21:00", "11-24 00:00", "03:00", "06:00"]),
        (timedelta(days=6), ["11-24", "11-25", "11-26", "11-27", "11-28", "11-29"]),
    ],
)
def a_scale_is_marked_on_round_wall_times(length: timedelta, labels: list[str]) -> None:
    assert [label for _, label in scale(length).ticks()] == labels


def a_day_on_which_the_clocks_change_is_marked_at_midnight_all_the_same() -> None:
    march = datetime(2026, 3, 28, 11, 0, tzinfo=UTC)
    change = Scale(march, march + timedelta(days=3), 0, 300, "Europe/Berlin")
    assert [label for _, label in change.ticks() if label.endswith("00:00")] == [
        "03-29 00:00", "03-30 00:00", "03-31 00:00",
    ]  # fmt: skip


@whatever(spans)
def every_scale_has_few_marks_in_order_within_its_line(length: timedelta) -> None:
    places = [x for x, _ in scale(length).ticks()]
    assert places == sorted(set(places))
    assert len(places) <= MOST + 1
    assert all(100 <= x <= 700 for x in places)


def what_lies_outside_is_drawn_at_the_edge() -> None:
    assert (scale(HOUR).at(NOON - HOUR), scale(HOUR).at(NOON + 0.5 * HOUR), scale(HOUR).at(NOON + 2 * HOUR)) == (
        100, 400, 700,
    )  # fmt: skip


def a_chinese_letter_is_two_wide_and_long_words_end_with_dots() -> None:
    assert columns("上线 ok") == 7
    assert cut("上线方案的审核", 9) == "上线方案…"
    assert cut("short", 9) == "short"


def timeline(*rows: Row) -> ET.Element:
    chart = Timeline("t", "d", NOON, NOON + 4 * HOUR, "UTC", rows, (("open", "open"),), "done")
    return ET.fromstring(drawn(chart, "a"))  # noqa: S314 - our own drawing


def a_bar_is_as_long_as_its_time_and_a_moment_is_seen() -> None:
    whole, half, moment = (
        timeline(Row("r", (Bar("blocked", NOON, NOON + length),), "r")).find(f".//{SVG}rect[@class='blocked']")
        for length in (4 * HOUR, 2 * HOUR, timedelta(0))
    )
    assert whole is not None
    assert half is not None
    assert moment is not None
    assert float(whole.get("width", 0)) == 2 * float(half.get("width", 0))
    assert float(moment.get("width", 0)) > 0


def a_row_tells_what_it_is_whatever_is_written_in_it() -> None:
    told = [title.text for title in timeline(Row("<&>", (), "<b>&amp;")).iter(f"{SVG}title")]
    assert told[0] == "t"
    assert str(told[1]).startswith("<b>&amp;")


def the_levels_of_a_curve_lie_one_upon_the_other() -> None:
    levels = ((NOON, {"A": 0, "B": 0}), (NOON + HOUR, {"A": 1, "B": 2}), (NOON + 3 * HOUR, {"A": 0, "B": 1}))
    root = ET.fromstring(  # noqa: S314 - our own drawing
        drawn(Curve("t", "d", NOON, NOON + 4 * HOUR, "UTC", ("A", "B"), levels), "a")
    )
    lower, upper = (root.findall(f".//{SVG}rect[@class='level level{number}']")[1:] for number in (0, 1))  # no legend
    foot = float(upper[0].get("y", "")) + float(upper[0].get("height", ""))
    assert float(lower[0].get("y", "")) == pytest.approx(foot)
    assert len(upper) == 2
    top = [text.text for text in root.iter(f"{SVG}text")]
    assert {"0", "1", "2", "3"} <= set(top)


@whatever(st.integers(0, 100_000))
def no_curve_has_many_grid_lines(most: int) -> None:
    root = ET.fromstring(  # noqa: S314 - our own drawing
        drawn(Curve("t", "d", NOON, NOON + HOUR, "UTC", ("A",), ((NOON, {"A": most}),)), "a")
    )
    assert 2 <= sum(str(text.text).isdigit() for text in root.iter(f"{SVG}text")) <= 8


def what_lasted_for_a_moment_among_days_is_seen() -> None:
    levels = ((NOON, {"A": 0}), (NOON + HOUR, {"A": 1}), (NOON + 1.01 * HOUR, {"A": 0}))
    chart = Curve("t", "d", NOON, NOON + timedelta(days=30), "UTC", ("A",), levels)
    _, rect = ET.fromstring(drawn(chart, "c")).findall(f".//{SVG}rect[@class='level level0']")  # noqa: S314 - our own
    assert float(rect.get("width", "")) > 2


@pytest.mark.parametrize(
    ("phases", "parts"),
    [((11, 13, 18, 6, 2), [24, 26]), ((20, 20), [40]), ((40, 8, 8), [40, 16]), ((60, 3), [48, 15]), ((), [0])],
)
def the_phases_share_as_few_drawings_as_can_be_of_about_one_size(phases: tuple[int, ...], parts: list[int]) -> None:
    rows = [[Row(str(number), (), "")] * length for number, length in enumerate(phases)]
    assert [len(part) for part in shared_out(rows)] == parts
