"""The line that says one is at work, so that reminders wait."""

from typing import Final

from bot.domain import commands as c
from bot.domain.refusals import Refused
from bot.speech.guide import Does
from bot.talk.grammar.choosing import Chosen, choose, to_sign
from bot.talk.grammar.verbs import AskedLine, HelpEntry, Verb


def _watch(asked: AskedLine) -> c.Watch | Refused:
    chosen = choose(asked, to_sign)
    return c.Watch(chosen.item) if isinstance(chosen, Chosen) else chosen


VERBS: Final = (
    Verb(
        name="watch",
        aliases=("on it", "working", "take", "关注", "我来", "处理中", "跟进"),
        words="ITEM",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 50, "ITEM", Does.WATCH),
        binds=_watch,
    ),
)
