"""Slack's marks for bold and code, kept where Slack takes them for marks; our sentences use no others.

Slack counts a mark only beside white space, the end of a line, or ASCII punctuation. Beside Han or full-width
punctuation it stays on the screen as an asterisk or a backtick, unless a zero-width space stands between them. Slack's
page on formatting says nothing of it; https://github.com/openclaw/openclaw/pull/111575 measured it.
"""

import re
from typing import Final

APART: Final = "\u200b"  # zero-width space: read as white space by Slack, seen and spoken by nobody
BESIDE: Final = r"\s!-)+-/:-@\[-^{-}"  # white space and ASCII punctuation but the marks
CODE: Final = re.compile(r"`[^`\n]+`")
OPENS: Final = re.compile(r"(?:\*[^*\n]+\*|`[^`\n]+`)")
CLOSES: Final = re.compile(r"(?:\*[^*\n]+\*|`[^`\n]+`)\Z")
NEEDLESS: Final = re.compile(rf"{APART}(?=[{BESIDE}]|\Z)|(?:(?<=[{BESIDE}])|\A){APART}|{APART}(?={APART})")


def bold(text: str) -> str:
    """An asterisk cannot be escaped within bold, so a text that holds one stays as it is."""
    return text if "*" in text else f"*{text}*"


def code(text: str) -> str:
    return f"`{text}`"


def template(sentence: str) -> str:
    """A sentence of the catalogue before it is filled in: apart from whatever may come beside its lines to type."""
    return CODE.sub(rf"{APART}\g<0>{APART}", sentence)


def apart(part: str) -> str:
    """What is put into a sentence or a list: apart from its neighbours where it begins or ends with a mark."""
    return f"{APART if OPENS.match(part) else ''}{part}{APART if CLOSES.search(part) else ''}"


def settled(text: str) -> str:
    """What was put together, without the spaces that turned out to stand beside white space or punctuation."""
    return NEEDLESS.sub("", text)
