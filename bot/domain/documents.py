"""Documents with named sections, and what belongs to the code: branches, commits, scripts (1a-3, 1a-4, 1b, 1d).

Decides what a text holds and what a document lacks; who may write one is in `rules`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.plan import Document
from bot.domain.spelling import fold

LINK = re.compile(r"https?://[^\s/]+\S*")
COMMIT = re.compile(r"[0-9a-fA-F]{7,64}")
BULLETS = " \t#*-•·>0123456789.、)）一二三四五六七八九十("
ENDS = " \t:：。.*"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote. `sections`: key -> text; `held`: the sections that lie behind `link`."""

    sections: Mapping[str, str]
    link: str = ""
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A draft that was delivered, complete."""

    number: int
    person: str
    at: datetime
    sections: Mapping[str, str]
    link: str
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What is deployed of a system; of one without branches `commit` is the version of its scripts."""

    branch: str
    commit: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Script:
    """A database script; `digest` is its SHA-256."""

    name: str
    digest: str
    link: str
    person: str
    at: datetime


def missing(document: Document, draft: Draft) -> tuple[str, ...]:
    """The sections the draft lacks, in the document's order. What lies behind a link must be named to count."""
    return tuple(
        key
        for key in document.sections
        if not draft.sections.get(key, "").strip() and not (draft.link and key in draft.held)
    )


def read(document: Document, text: str) -> Draft:
    """A document as it is typed or pasted: lines that begin with a section's title (or key) begin that section.

    A title with nothing under it says that the section lies behind the link.
    """
    titles = {fold(name): key for key, title in document.sections.items() for name in (key, title.zh, title.en)}
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        key, rest = _titled(line, titles)
        if key:
            current = found.setdefault(key, [])
        if rest.strip():
            current.append(rest.rstrip())
    link = LINK.search(text)
    sections = {key: "\n".join(lines).strip() for key, lines in found.items()}
    written = {key: words for key, words in sections.items() if words}
    return Draft(written, link[0] if link else "", tuple(key for key in sections if key not in written))


def _titled(line: str, titles: Mapping[str, str]) -> tuple[str, str]:
    """The section this line begins, and the words after its title; ("", the line) where it begins none."""
    bare = line.lstrip(BULLETS)
    folded = fold(bare)
    for title in sorted(titles, key=len, reverse=True):
        after = folded[len(title) :]
        if folded.startswith(title) and (not after.strip() or after[0] in ENDS):
            return titles[title], bare[len(title) :].lstrip(ENDS)
    return "", line


def branch_named(text: str, planned: str | None) -> tuple[str, str] | None:
    """`release/1.0 3f2a91c`, or the commit alone where the plan names the branch; None when there is no commit.

    Of a system without branches (`planned` None) the first words are the version of its scripts.
    """
    words = text.split()
    if planned is None:
        return ("", " ".join(words)[:80]) if words else None
    commit = next((word for word in words[:3] if COMMIT.fullmatch(word)), None)
    if commit is None:
        return None
    before = words[: words.index(commit)]
    return (before[-1] if before else planned), commit
