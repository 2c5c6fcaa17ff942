"""Whether words fill the place they are asked for. How good they are, their readers judge: words are never weighed."""

import re
from typing import Final

from bot.domain.plan.spelling import fold

SLACKS_OWN: Final = re.compile(r"<[!@#][^<>]*>|(?<!\S)@\S+|(?<!\S):[\w+'-]+:(?!\S)")  # whom it calls, and emoji
WORD: Final = re.compile(r"[^\W_]+")
LEFT_OPEN: Final = re.compile(  # the marks by which writers find again what they left open, and what is to come there
    r"(?<![^\W_])(?:to[ -]?do|tb[dac]|wip|fixme|placeholder|to be (?:done|added|determined)"
    r"|待(?:定|办|补充?|填写?)|稍?后补充?|暂缺)(?![^\W_])(?:\s*:.*)?"
)
NONE: Final = re.compile(
    r"(?:there (?:is|was) )?(?:no|none|nothing|nil|null|na|n a|没有?|暂无|尚无|无|不适用)"
    r"(?: ?(?:reasons?|理由|原因))?(?: (?:yet|at all|needed|required))?"
)


def says_something(text: str) -> bool:
    """Whether it fills a place: not with `——`, `TODO: write`, nor with whom it calls in Slack."""
    return WORD.search(LEFT_OPEN.sub(" ", SLACKS_OWN.sub(" ", fold(text)))) is not None


def is_none(text: str) -> bool:
    """Whether it says that there is none: an answer to what is to be told, and nothing of what is to be given."""
    return NONE.fullmatch(words(text)) is not None


def gives_something(text: str) -> bool:
    """Whether the words are what was asked for: a reason, a backup, evidence."""
    return says_something(text) and not is_none(text)


def words(text: str) -> str:
    """The words alone, made plain, with a space between them."""
    return " ".join(WORD.findall(SLACKS_OWN.sub(" ", fold(text))))
