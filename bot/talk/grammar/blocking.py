"""Lines that stop an item, let it go on, or let its check go."""

from typing import Final

from bot.domain import commands as c
from bot.domain.refusals import Refused
from bot.speech.guide import Does
from bot.talk.grammar.choosing import Chosen, Keys, choose, unsettled
from bot.talk.grammar.lines import after_confirmation
from bot.talk.grammar.verbs import AskedLine, HelpEntry, LacksReason, Verb


def _block(asked: AskedLine) -> c.Block | Refused | LacksReason:
    chosen = choose(asked, unsettled)
    if not isinstance(chosen, Chosen):
        return chosen
    block = c.Block(chosen.item, asked.with_note(chosen.rest))
    return block if block.reason else LacksReason(block, f"block {chosen.item} REASON")


def _unblock(asked: AskedLine) -> c.Unblock | Refused:
    chosen = choose(asked, _blocked)
    return c.Unblock(chosen.item, asked.with_note(chosen.rest)) if isinstance(chosen, Chosen) else chosen


def _waive(asked: AskedLine) -> c.Waive | Refused:
    chosen = choose(asked, unsettled)
    if not isinstance(chosen, Chosen):
        return chosen
    confirmed, reason = after_confirmation(chosen.rest)
    return c.Waive(chosen.item, asked.with_note(reason), confirmed=confirmed)


def _blocked(asked: AskedLine, items: Keys) -> Keys:
    return tuple(key for key in items if asked.release.records[key].block)


VERBS: Final = (
    Verb(
        name="block",
        aliases=("阻塞", "阻止", "卡住", "卡"),
        words="ITEM REASON",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 30, "ITEM REASON", Does.BLOCK),
        binds=_block,
    ),
    Verb(
        name="unblock",
        aliases=("解除", "解除阻塞", "取消阻塞", "解阻", "放行"),
        words="ITEM",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 40, "ITEM [REASON]", Does.UNBLOCK),
        binds=_unblock,
    ),
    Verb(
        name="waive",
        aliases=("skip", "豁免", "免检", "跳过"),
        words="ITEM REASON",
        free=True,
        open_to_all=False,
        help=HelpEntry("lead", 40, "ITEM REASON", Does.WAIVE),
        binds=_waive,
    ),
)
