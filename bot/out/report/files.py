"""The report of a release as files, as of one of its entries: the same entries give the same bytes, however often."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.events import load
from bot.domain.plan import Language
from bot.domain.report import Report, report
from bot.out.report.html import html
from bot.out.report.markdown import markdown
from bot.record.lookup import Entry, Lookup, anchor_of
from bot.speech.report import page
from bot.speech.report.page import Page


@dataclass(frozen=True, slots=True)
class File:
    name: str
    media_type: str
    content: bytes


def told(entries: Sequence[Entry]) -> Report:
    """Of the moment of the last entry."""
    return anchored(entries, entries[-1].at)


def anchored(entries: Sequence[Entry], now: datetime) -> Report:
    """Of this moment, with the anchor of the last entry."""
    found = report([load(entry.kind, entry.data) for entry in entries], now)
    return replace(found, anchor=str(anchor_of(entries[-1])))


def as_of(records: Lookup, release: str, number: int) -> tuple[File, File]:
    """As it stood with the entry of this number."""
    return files(told([entry for entry in records.history(release) if entry.number <= number]))


def archived(entries: Sequence[Entry], language: Language) -> Page:
    """Of the record that an archive holds, in this reader's language."""
    return page(told(entries), language)


def files(found: Report) -> tuple[File, File]:
    """The page and the Markdown, in the plan's own language."""
    release, shown = found.release, page(found, found.release.plan.language)
    return (
        File(f"{release.id}-report.html", "text/html", written(html(shown))),
        File(f"{release.id}-report.md", "text/markdown", written(markdown(shown))),
    )


def written(text: str) -> bytes:
    """As UTF-8; a lone surrogate, which it cannot carry, as it would be typed."""
    return text.encode("utf-8", "backslashreplace")
