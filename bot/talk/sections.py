"""How a document's sections stand in the form it is written in: an input each, or several in one, and what they bring.

A form takes so many inputs: sections that are very many share them, under their titles. What it did not show stays as
it was written.
"""

from collections.abc import Collection, Mapping
from typing import Final

from bot.domain.plan import Document
from bot.domain.reading.documents import LINK, PREFACE, read
from bot.domain.state.documents import Draft

SECTIONS: Final = 80  # inputs; with a checkbox per section, in groups of ten, they keep within Slack's 100 blocks
NAME: Final = 140  # characters of a section's key in ids and values
BEHIND: Final = "behind"
ADDRESS: Final = "link"

Group = tuple[str, ...]


def drafted(document: Document, known: Draft, fields: Mapping[str, str]) -> Draft:
    """What the form brought; a section that it did not show stays as it is `known`."""
    texts: dict[str, dict[int, str]] = {}
    for block, text in fields.items():
        number, _, name = block.partition(":")
        if number.isdecimal():
            texts.setdefault(name, {})[int(number)] = text
    shown = {group: texts[short(group[0])] for group in groups(document, known) if short(group[0]) in texts}
    words = {group: "\n".join(parts[number] for number in sorted(parts)).strip() for group, parts in shown.items()}
    kept = {key: text for key, text in known.sections.items() if not any(key in group for group in shown)}
    link = LINK.search(fields.get(ADDRESS, ""))
    if share(document):
        found = read(document, "\n".join(words.values()))
        held = (*found.held, *(key for key in known.held if not any(key in group for group in shown)))
        return Draft({**kept, **found.sections}, link[0] if link else "", _ordered(document, held))
    checked = {line for block, lines in fields.items() if block.startswith(BEHIND) for line in lines.splitlines()}
    written = {group[0]: text for group, text in words.items() if text}
    held = tuple(key for key in document.sections if short(key) in checked)
    return Draft({**kept, **written}, link[0] if link else "", held)


def block_of(section: str) -> str:
    """The block_id of the first input that holds the section."""
    return f"0:{short(section)}"


def groups(document: Document, draft: Draft) -> list[Group]:
    """Which sections stand in one input; what was written before the first title has one of its own."""
    keys, size = tuple(document.sections), share(document) or 1
    preface = [(PREFACE,)] if draft.sections.get(PREFACE) else []
    return [*preface, *(keys[start : start + size] for start in range(0, len(keys), size))]


def share(document: Document) -> int:
    """How many sections share an input; 0 where each has its own."""
    size = -(-len(document.sections) // SECTIONS)
    return size if size > 1 else 0


def short(key: str) -> str:
    return key[:NAME]


def _ordered(document: Document, keys: Collection[str]) -> tuple[str, ...]:
    return tuple(key for key in document.sections if key in keys)
