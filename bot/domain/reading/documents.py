"""What a text holds of a document's sections, and what a document lacks (1a-4). Who may write one is in `rules`."""

import re
from collections.abc import Mapping

from bot.domain.plan import Document
from bot.domain.plan.evidence import says_something
from bot.domain.plan.spelling import fold
from bot.domain.state.documents import Draft

LINK = re.compile(r"https?://[^\s/]*\w\S*")
MARKED = re.compile(r"[\s#*_•·>-]*")
NUMBERED = re.compile(r"[(第]?\s*(?:\d+(?:\.\d+)*|[一二三四五六七八九十]+)\s*[部分章节]*\s*[).、:,]?\s*")
ENDED = re.compile(r"[\s.。]*$|\s*[:。]|\s+-\s|\t")
ENDING = re.compile(r"[\s*_]*[:：。.–—-]?[\s*_]*")
BRIEF = 12  # characters
LINKED = ":link"  # titles the line that holds the link, beside the document's own sections
PREFACE = ""  # stands in for a key: what is written before the first title


def missing(document: Document, draft: Draft) -> tuple[str, ...]:
    """The sections the draft lacks, in the document's order. What lies behind a link must be named to count."""
    return tuple(
        key
        for key in document.sections
        if not says_something(draft.sections.get(key, "")) and not (draft.link and key in draft.held)
    )


def brief(draft: Draft) -> Mapping[str, str]:
    """The sections that hold hardly anything. Whether that is enough, whoever reviews the document sees."""
    return {key: words for key, words in draft.sections.items() if key and len(words) <= BRIEF}


def read(document: Document, text: str) -> Draft:
    """A document as it is typed or pasted: lines that begin with a section's title (or are its key) begin that section.

    A title with nothing under it says that the section lies behind the link.
    """
    found: dict[str, list[str]] = {}
    titles, current = _titles(document), PREFACE
    for line in text.splitlines():
        key, rest = _titled(line, titles)
        current = key or current
        found.setdefault(current, []).append(rest.rstrip())
    behind = "\n".join(found.pop(LINKED, ())).strip()
    if not LINK.search(behind):
        found.setdefault(PREFACE, []).append(behind)
    sections = {key: "\n".join(lines).strip() for key, lines in found.items()}
    written = {key: words for key, words in sections.items() if words}
    held = tuple(key for key in document.sections if key in sections and key not in written)
    link = _link(behind, written.get(PREFACE, ""), text if held else "")
    if link and written.get(PREFACE) == link:
        del written[PREFACE]
    return Draft(written, link, held)


def _link(*places: str) -> str:
    """Where the document lies: the first address in the first of the places that has one."""
    return next((found[0] for words in places if (found := LINK.search(words))), "")


def _titles(document: Document) -> Mapping[int, Mapping[str, str]]:
    """By their length, the longest first: title -> key."""
    keys = {"link": LINKED, "链接": LINKED, **{fold(key): key for key in document.sections}}
    keys |= {fold(name): key for key, title in document.sections.items() for name in (title.zh, title.en)}
    lengths = sorted({len(title) for title in keys}, reverse=True)
    return {length: {title: key for title, key in keys.items() if len(title) == length} for length in lengths}


def _titled(line: str, titles: Mapping[int, Mapping[str, str]]) -> tuple[str, str]:
    """The section this line begins, and the words after its title; ("", the line) where it begins none."""
    bare = MARKED.sub("", line, count=1)
    numbered = NUMBERED.match(fold(bare))
    for words in (bare, MARKED.sub("", bare[numbered.end() :], count=1) if numbered else ""):
        folded = fold(words)
        for length, keys in titles.items():
            key = keys.get(folded[:length])
            if key and _ends(folded[:length], folded[length:]):
                return key, ENDING.sub("", words[length:], count=1)
    return "", line


def _ends(title: str, after: str) -> bool:
    """A title stands alone, or ends with a mark; a space ends it only in Chinese, where none stands between words."""
    rest = after.lstrip("*_")
    return bool(ENDED.match(rest)) or (not title.isascii() and rest[:1].isspace())
