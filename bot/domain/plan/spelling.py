"""Spellings that mean the same: capitals, full-width forms and dashes made plain; that mean nothing; or a failure."""

import re
from typing import Final
from unicodedata import normalize

DASHES = dict.fromkeys("‐‑‒–—―−", "-")

HALVES: Final = re.compile(r"[\ud800-\udfff]")
REFUSED_BY_GIT: Final = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|/\.|\.lock(?:/|$)|^[-/.]|[/.]$|^(?:@|HEAD)$")

HIDDEN: Final = re.compile(  # seen by nobody, or turning round what stands beside it: https://www.unicode.org/reports/tr36/
    "[\u00ad\u061c\u115f\u1160\u180e\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
JOINING: Final = re.compile("[\u200b-\u200d]")  # at home within words and emoji, and not in a name that git is given

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

SLACKS_OWN: Final = re.compile(r"<[!@#][^<>]*>|(?<!\S)@\S+|(?<!\S):[\w+'-]+:(?!\S)")  # whom it calls, and emoji
WORD: Final = re.compile(r"[^\W_]+")
NO_WORD: Final = re.compile(r"([a-z])\1*")  # `n`, `xxx`
LATER: Final = frozenset({
    "todo", "to do", "tbd", "tba", "tbc", "wip", "fixme", "placeholder", "to be done", "to be added",
    "to be determined", "not yet", "待定", "待补", "待补充", "待填", "待填写", "待办", "稍后补充", "后补", "暂缺",
})  # fmt: skip
PUT_OFF: Final = re.compile(rf"(?<!\S)(?:{'|'.join(sorted(LATER, key=len, reverse=True))})(?!\S)")
NONE: Final = re.compile(
    r"(?:there (?:is|was) )?(?:no|none|nothing|nil|null|na|n a|没有?|暂无|尚无|无|不适用)"
    r"(?: ?(?:reasons?|理由|原因))?(?: (?:yet|at all|needed|required))?"
)
BACKUP: Final = re.compile(r"back(?:ed|ing)?[ -]?ups?|备份")
NOT_MADE: Final = re.compile(
    r"(?:(?:there|it|we|is|was|has|have|did) )*(?:no|not|none|nothing|never|without|(?:did|was|is|has|have)n t)"
    r"(?: (?:a|any|to|yet|is|was|been|made|taken|done|needed|required|necessary|available|exists?))*"
    r"|(?:还|尚)?(?:没有?|未|无需|无须|不需要?|不用|不必|不)(?:有|做|进行|完成|过| )*"
)


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


def says_something(text: str) -> bool:
    """Whether it fills a place with words: not with `——`, `x x`, `TODO`, nor with whom it calls in Slack."""
    words = PUT_OFF.sub(" ", " ".join(_words(text))).split()
    return is_none(text) or not all(map(NO_WORD.fullmatch, words))


def is_none(text: str) -> bool:
    """Whether it says that there is none: an answer to what is to be told, and nothing of what is to be given."""
    return NONE.fullmatch(" ".join(_words(text))) is not None


def is_no_backup(text: str) -> bool:
    """The same of a backup: `no backup`, `not backed up`, `没有备份`, `未备份`; as a reason it would be one."""
    rest = BACKUP.sub(" ", fold(text))
    return is_none(rest) or NOT_MADE.fullmatch(" ".join(_words(rest))) is not None


def gives_something(text: str) -> bool:
    """Whether the words are what was asked for: a reason, a backup, evidence."""
    return says_something(text) and not is_none(text)


def _words(text: str) -> list[str]:
    return WORD.findall(SLACKS_OWN.sub(" ", fold(text)))


def is_text(text: str) -> bool:
    """Whether every database and every letter takes it: not NUL, nor half a character."""
    return "\0" not in text and not HALVES.search(text)


def visible(text: str) -> str:
    """The text, with a number in place of each sign that is not seen, or turns round what stands beside it."""
    return HIDDEN.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", text)


def _folded(char: str) -> str:
    one = normalize("NFKC", char).casefold()
    return DASHES.get(one, one) if len(one) == 1 else char


def is_branch(name: str) -> bool:
    """Whether git takes this as the name of a branch, and all of it is seen.

    https://git-scm.com/docs/git-check-ref-format
    """
    return bool(name) and not any(each.search(name) for each in (REFUSED_BY_GIT, HIDDEN, JOINING))
