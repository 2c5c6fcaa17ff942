"""Spellings that mean the same: capitals, full-width forms and dashes made plain; and those that mean nothing."""

import re
from typing import Final
from unicodedata import normalize

DASHES = dict.fromkeys("‐‑‒–—―−", "-")

HALVES: Final = re.compile(r"[\ud800-\udfff]")
REFUSED_BY_GIT: Final = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|/\.|\.lock(?:/|$)|^[-/.]|[/.]$|^(?:@|HEAD)$")


def fold(text: str) -> str:
    """The text in lower case, full-width forms and dashes made plain; position by position as long as the original."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


def says_something(text: str) -> bool:
    """Whether there is a letter, a digit or an ideograph in it: `.` and `——` fill a place and say nothing."""
    return any(map(str.isalnum, text))


def is_text(text: str) -> bool:
    """Whether every database and every letter takes it: not NUL, nor half a character."""
    return "\0" not in text and not HALVES.search(text)


def _folded(char: str) -> str:
    one = normalize("NFKC", char).casefold()
    return DASHES.get(one, one) if len(one) == 1 else char


def is_branch(name: str) -> bool:
    """Whether git takes this as the name of a branch (https://git-scm.com/docs/git-check-ref-format)."""
    return bool(name) and REFUSED_BY_GIT.search(name) is None
