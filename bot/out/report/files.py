"""The report of a release as files, as of one of its entries: the same entries give the same bytes, however often."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.events import load
from bot.domain.report import Report, report
from bot.out.report.html import html
from bot.out.report.markdown import markdown
from bot.record.lookup import Entry, Lookup
from bot.speech.report import page


@dataclass(frozen=True, slots=True)
class File:
    name: str
    media_type: str
    content: bytes


def told(entries: Sequence[Entry]) -> Report:
    """Of the moment of the last entry."""
    events = [load(entry.kind, entry.data) for entry in entries]
    return report(events, events[-1].at)


def as_of(records: Lookup, release: str, number: int) -> tuple[File, File]:
    """As it stood with the entry of this number."""
    return files(told([entry for entry in records.history(release) if entry.number <= number]))


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
