"""Lines that ask where things stand: the release, one item, one's own items."""

from typing import Final

from bot.domain.refusals import Refused
from bot.speech.guide import Does
from bot.talk import queries as q
from bot.talk.grammar.choosing import Chosen, choose, unsettled
from bot.talk.grammar.verbs import AskedLine, HelpEntry, Verb


def _why(asked: AskedLine) -> q.Why | Refused:
    if not asked.words:
        return q.Why()
    chosen = choose(asked, unsettled)
    return q.Why(chosen.item) if isinstance(chosen, Chosen) else chosen


STATUS: Final = Verb(
    name="status",
    aliases=("st", "状态", "进度", "进展", "情况"),
    words="",
    free=False,
    open_to_all=False,
    help=HelpEntry("see", 10, "", Does.STATUS),
    binds=lambda _: q.Status(),
)
VERBS: Final = (
    STATUS,
    Verb(
        name="why",
        aliases=("reason", "为什么", "为何", "原因", "卡在哪"),
        words="ITEM",
        free=False,
        open_to_all=False,
        help=HelpEntry("see", 20, "[ITEM]", Does.WHY),
        binds=_why,
    ),
    Verb(
        name="mine",
        aliases=("my", "me", "todo", "my items", "我的", "待办", "我的待办", "我"),
        words="",
        free=False,
        open_to_all=False,
        help=HelpEntry("see", 30, "", Does.MINE),
        binds=lambda _: q.Mine(),
    ),
)
