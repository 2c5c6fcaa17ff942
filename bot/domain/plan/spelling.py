"""Spellings that mean the same: capitals, full-width forms and dashes made plain; and those that are not seen."""

import re
from typing import Final
from unicodedata import normalize

DASHES = dict.fromkeys("‐‑‒–—―−", "-")

HALVES: Final = re.compile(r"[\ud800-\udfff]")

HIDDEN: Final = re.compile(  # seen by nobody, or turning round what stands beside it: https://www.unicode.org/reports/tr36/
    "[\u00ad\u061c\u115f\u1160\u180e\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def fold(text: str) -> str:
    """The text in lower case, full-width forms and dashes made plain; position by position as long as the original."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


def is_text(text: str) -> bool:
    """Whether every database and every letter takes it: not NUL, nor half a character."""
    return "\0" not in text and not HALVES.search(text)


def visible(text: str) -> str:
    """The text, with a number in place of each sign that is not seen, or turns round what stands beside it."""
    return HIDDEN.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", text)


def _folded(char: str) -> str:
    one = normalize("NFKC", char).casefold()
    return DASHES.get(one, one) if len(one) == 1 else char
