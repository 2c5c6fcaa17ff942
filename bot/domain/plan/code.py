"""Which names a branch can have."""

import re
from typing import Final

from bot.domain.plan.spelling import HIDDEN

REFUSED_BY_GIT: Final = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|/\.|\.lock(?:/|$)|^[-/.]|[/.]$|^(?:@|HEAD)$")
JOINING: Final = re.compile("[\u200b-\u200d]")  # at home within words and emoji, and not in a name that git is given


def is_branch(name: str) -> bool:
    """Whether git takes this as the name of a branch, and all of it is seen.

    https://git-scm.com/docs/git-check-ref-format
    """
    return bool(name) and not any(each.search(name) for each in (REFUSED_BY_GIT, HIDDEN, JOINING))
