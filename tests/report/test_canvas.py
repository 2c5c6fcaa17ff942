"""The report as a canvas: the same page, its tables as small and as plain as a canvas takes them."""

from bot.domain.report import report as folded
from bot.out.canvas import CELLS, LIMIT, fitting, report, tamed
from bot.out.report.markdown import markdown
from bot.speech.report import page
from bot.speech.report.page import Clock, Link, Page, Section, Stack, Table
from bot.speech.voice import Voice
from tests.domain.kiosk import finished


def a_long_table_goes_on_in_the_next_with_its_head_and_loses_no_row() -> None:
    rows = tuple((str(n), "a", "b") for n in range(500))
    whole = Page("en", "a", "b", "c", "d", (Section("s", "S", (Table(("n", "x", "y"), rows, "All"), "words")),))
    *tables, words = tamed(whole).sections[0].parts
    assert words == "words"
    found = [each for each in tables if isinstance(each, Table)]
    assert [each.caption for each in found] == ["All", *[""] * (len(found) - 1)]
    assert all((len(each.rows) + 1) * 3 <= CELLS for each in found)
    assert [row for each in found for row in each.rows] == list(rows)


def a_cell_of_a_canvas_is_one_line_without_a_link() -> None:
    cells = (Link("B1", "https://bugs.example/1"), Stack(("a", Clock("10:00"))), "plain")
    whole = Page("en", "a", "b", "c", "d", (Section("s", "S", (Table(("x", "y", "z"), (cells,)),)),))
    assert "| B1 | a; 10:00 | plain |" in markdown(tamed(whole))


def the_report_has_its_title_and_every_section() -> None:
    story = finished()
    found = folded(story.history, story.now)
    canvas = report(found)
    assert canvas.title == "Release report · The kiosk"
    assert canvas.markdown.count("\n## ") == len(page(found, "en").sections)


def a_canvas_is_cut_at_a_line_where_slack_would_refuse_it_and_says_so() -> None:
    line = "- 登录\n"
    whole = line * (LIMIT // len(line.encode()))
    assert fitting(Voice("en", "plain"), whole) == whole
    *kept, _, told = fitting(Voice("en", "plain"), whole + line).splitlines(keepends=True)
    assert told == "A canvas holds no more; all of it is in the record.\n"
    assert set(kept) == {line}
    assert LIMIT - 200 < len("".join(kept).encode()) < LIMIT
