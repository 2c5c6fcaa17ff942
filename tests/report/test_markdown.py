"""The report as GitHub-flavoured Markdown: the words of a whole release, and text that stays text."""

import re
from datetime import timedelta

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from bot.domain import commands as c
from bot.domain.plan import Language
from bot.domain.report import report
from bot.out.report.markdown import cell, markdown, paragraph, plain
from bot.speech.report import page
from bot.speech.report.page import Facts, Link, Mono, Page, Section, Stack, Table, linked, table
from tests.domain.kiosk import finished, opened
from tests.report.golden import kept

MARK = re.compile(r"(?<!\\)(?:\\\\)*[`*_\[\]|~$!#]")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def a_finished_release_reads_as_kept(language: Language) -> None:
    story = finished()
    seen = markdown(page(report(story.history, story.now), language))
    assert seen == kept(f"kiosk.{language}.md", seen)


def a_release_that_has_just_begun_has_every_section_already() -> None:
    story = opened()
    seen = markdown(page(report(story.history, story.now), "en"))
    assert "Release report, so far" in seen
    assert seen.count("\n## ") == 15
    assert "Nothing to tell." in seen


def every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    story = finished()
    for section in page(report(story.history, story.now), "en").sections:
        for part in section.parts:
            if isinstance(part, Table):
                assert {len(row) for row in part.rows} == {len(part.head)}, (section.key, part.caption)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a | b", r"a \| b"),
        ("*bold* _it_ `code`", r"\*bold\* \_it\_ \`code\`"),
        ("<script>&amp;", "&lt;script&gt;&amp;amp;"),
        ("![x](http://y)", r"\!\[x\](http://y)"),
        ("two\nlines\r\n# title", r"two lines \# title"),
        ("@channel", "@\u2060channel"),
        (r"back\slash", r"back\\slash"),
    ],
)
def a_person_s_words_mean_themselves(text: str, written: str) -> None:
    assert plain(text) == written


@pytest.mark.parametrize(
    ("text", "written"), [("- a", r"\- a"), ("1. a", r"1\. a"), ("12) a", r"12\) a"), ("=", r"\="), ("> a", "&gt; a")]
)
def a_line_that_begins_like_a_list_is_none(text: str, written: str) -> None:
    assert paragraph(text) == written


def a_link_cannot_be_left_before_its_end() -> None:
    assert cell(Link("a]b", "https://x.example/a>|b")) == r"[a\]b](<https://x.example/a%3E%7Cb>)"
    assert linked("a", "javascript:alert(1)") == "a"
    assert linked("a", "https://x.example/ b") == "a"


def a_code_span_holds_no_fence_and_no_bar() -> None:
    assert cell(Stack((Mono("a`|b"), "c"))) == "`aˋ¦b`<br>c"


@whatever(st.text())
def no_text_breaks_out_of_its_cell(text: str) -> None:
    written = Page(
        "en", "t", "s", "n", "-", (Section("a", "a", (Facts(((text, text),)), table(("h",), ((text,),), text))),)
    )
    lines = markdown(written).split("\n")
    assert [line.partition(" ")[0] for line in lines] == (
        ["#", "", "**s**", "", "n", "", "##", "", "|", "|", "|", "", *(["###", ""] if text else []), "|", "|", "|", ""]
    )
    assert "<" not in plain(text)
    assert "\n" not in plain(text)
    assert not MARK.search(plain(text))


def the_end_stays_the_moment_it_was_whoever_asks_for_the_report_later() -> None:
    story = finished()
    later = story.later(timedelta(days=1)).when(c.AskReport(), by="lena")
    then, now = (
        [
            line
            for line in markdown(page(report(each.history, each.now), "en")).splitlines()
            if "**Ended**" in line or "**Lasted**" in line
        ]
        for each in (story, later)
    )
    assert len(then) == 2
    assert then == now
