"""Lines about going back."""

import re
from typing import Final

from bot.domain import commands as c
from bot.speech.guide import Does
from bot.talk import queries as q
from bot.talk.grammar.lines import after_confirmation
from bot.talk.grammar.verbs import AskedLine, HelpEntry, Verb

LISTED: Final = re.compile(r"(?:list|show|all|查看|列表)?", re.IGNORECASE)


def _roll_back(asked: AskedLine) -> c.RollBack | q.Rollbacks:
    """With a reason it rolls back; alone it shows the rollback that is under way."""
    under_way = any(asked.release.rolling_back(place) for place in asked.release.plan.environments)
    if LISTED.fullmatch(asked.words) and (asked.words or under_way):
        return q.Rollbacks()
    confirmed, reason = after_confirmation(asked.words)
    return c.RollBack(asked.with_note(reason), confirmed=confirmed)


VERBS: Final = (
    Verb(
        name="rollback",
        aliases=(
            "回滚",
            "回退",
        ),
        words="REASON",
        free=True,
        open_to_all=False,
        help=HelpEntry("lead", 100, "REASON", Does.ROLLBACK),
        binds=_roll_back,
    ),
)
