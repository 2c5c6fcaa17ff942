"""The report as one page: well formed, nothing fetched, nothing run, text that stays text."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from bot.domain import commands as c
from bot.domain.plan import Language
from bot.domain.report import report
from bot.out.report.html import html
from bot.speech.report import page
from tests.domain.kiosk import after, finished, opened
from tests.domain.story import Story

VOID = {"meta", "br", "link", "img", "hr", "input"}
FETCHING = {"src", "srcset", "data", "poster", "action", "xlink:href", "background", "manifest"}
ELEMENTS = {"script", "iframe", "object", "embed", "link", "img", "form", "base"}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)> & <b>'
SVG = "{http://www.w3.org/2000/svg}"


class Reader(HTMLParser):
    """Every element with its attributes, and what is closed that was not open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if len(dict(attrs)) < len(attrs):
            self.faults.append(f"{tag} says one thing twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def shown(story: Story, language: Language = "en") -> str:
    return html(page(report(story.history, story.now), language))


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def a_page_is_well_formed_and_says_its_language(language: Language) -> None:
    seen = Reader(shown(finished(), language))
    assert (seen.faults, seen.open) == ([], [])
    assert next(attrs for tag, attrs in seen.elements if tag == "html")["lang"] == language
    ids = [attrs["id"] for _, attrs in seen.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def a_page_fetches_nothing_and_runs_nothing() -> None:
    text = shown(finished())
    for tag, attrs in Reader(text).elements:
        assert tag not in ELEMENTS
        assert not FETCHING & set(attrs)
        assert not any(name.startswith("on") for name in attrs)
        assert "style" not in attrs
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert len(style) == 1
    assert not re.search(r"url\(|@import|@font-face", style[0])
    assert "default-src 'none'" in text


def every_link_leads_into_the_page_or_to_what_people_named() -> None:
    elements = Reader(shown(finished())).elements
    places = {f"#{attrs['id']}" for _, attrs in elements if "id" in attrs}
    links = {attrs["href"] for tag, attrs in elements if tag == "a"}
    assert {link for link in links if link not in places} == {"https://git.example/V1__papers.sql"}


def a_person_s_words_stay_words_in_text_and_in_drawings() -> None:
    story = after(opened(), 1, "lena", c.Pause(HOSTILE))
    story = after(after(story, 1, "lena", c.Resume()), 1, "lena", c.Block("1a", HOSTILE))
    seen = Reader(shown(story))
    assert (seen.faults, seen.open) == ([], [])
    assert not {"b", "img", "script"} & {tag for tag, _ in seen.elements}


def every_drawing_has_a_title_a_description_and_text_as_text() -> None:
    drawings = re.findall(r"<svg.*?</svg>", shown(finished()), re.DOTALL)
    assert len(drawings) == 2
    for drawing in drawings:
        root = ET.fromstring(drawing)  # noqa: S314 - our own drawing
        named = {element.get("id"): element for element in root.iter()}
        labels = str(root.get("aria-labelledby")).split()
        assert root.get("role") == "img"
        assert [named[label].tag for label in labels] == [f"{SVG}title", f"{SVG}desc"]
        assert all(named[label].text for label in labels)
        assert root.findall(f".//{SVG}text")


def the_timeline_has_a_row_for_each_phase_and_step() -> None:
    text = shown(finished())
    titles = re.findall(r"<title>(.*?)</title>", text)
    assert any(title.startswith("2 Test: ") for title in titles)
    assert any(title.startswith("1c Deploy to test: 2026-11-23") for title in titles)


def the_same_report_is_the_same_page() -> None:
    assert shown(finished()) == shown(finished())
