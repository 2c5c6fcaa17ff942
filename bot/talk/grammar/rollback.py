"""Lines about going back."""

import re
from typing import Final

from bot.domain import commands as c
from bot.talk import queries as q
from bot.talk.grammar.directory import Asked
from bot.talk.grammar.parse import after_confirmation

LISTED: Final = re.compile(r"(?:list|show|all|查看|列表)?", re.IGNORECASE)


def roll_back(asked: Asked) -> c.RollBack | q.Rollbacks:
    """With a reason it rolls back; alone it shows the rollback that is under way."""
    under_way = any(asked.release.rolling_back(place) for place in asked.release.plan.environments)
    if LISTED.fullmatch(asked.words) and (asked.words or under_way):
        return q.Rollbacks()
    confirmed, reason = after_confirmation(asked.words)
    return c.RollBack(asked.with_note(reason), confirmed=confirmed)
