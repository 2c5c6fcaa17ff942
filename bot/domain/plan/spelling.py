"""Spellings that mean the same: capitals, full-width forms and dashes made plain; that are not seen; or a failure."""

import re
from typing import Final
from unicodedata import normalize

DASHES = dict.fromkeys("‐‑‒–—―−", "-")

HALVES: Final = re.compile(r"[\ud800-\udfff]")

HIDDEN: Final = re.compile(  # seen by nobody, or turning round what stands beside it: https://www.unicode.org/reports/tr36/
    "[\u00ad\u061c\u115f\u1160\u180e\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)

FAILING: Final = (
    r"(?<![a-z0-9_/-])(?:fail(?:s|ed|ures?|ing)?|(?:did|does|do)(?: not|n['’]t) (?:pass|work)|not passed)"
    r"(?![a-z0-9_/-])|失败|不通过|未通过|没有?通过|不合格|未达标|出错|报错"
)
NONE_BEFORE: Final = re.compile(
    r"(?:(?<![\w./])(?:0|no|none|zero|nothing|never|without(?: any)?)(?: ?(?:of|/)(?: (?:the|all))? ?\d+)?"
    r"(?: (?!(?:but|yet|however|though|although|while|whereas|except|still)\b)[a-z]+){0,3} |"
    r"(?:没有?|无|未|零|(?<![\d.])0\s*[个条例项次]?)(?:(?!但|却|而|不过|然)[\u4e00-\u9fff]){0,4})$"
)
NONE_AFTER: Final = re.compile(r"\s*(?:用例|个?数|项|条|cases?|tests?)*\s*[:=]?\s*(?:0(?![\d.])|none\b|nil\b|无|零)")


def tells_failure(words: str) -> bool:
    """Whether the words say that something failed, and not that nothing did: `0 failed`, `没有失败`."""
    text = fold(words)
    return any(
        not NONE_BEFORE.search(text[: found.start()]) and not NONE_AFTER.match(text[found.end() :])
        for found in re.finditer(FAILING, text)
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
