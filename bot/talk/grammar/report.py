"""Lines that ask for the record: as it stands here, or as a report."""

from typing import Final

from bot.domain import commands as c
from bot.domain.reading.naming import SHOWN
from bot.domain.refusals import NoSuchName, Refused
from bot.speech.guide import Does
from bot.talk import queries as q
from bot.talk.grammar.choosing import Chosen, choose
from bot.talk.grammar.verbs import AskedLine, HelpEntry, Verb


def _log(asked: AskedLine) -> q.Log | Refused:
    if not asked.words:
        return q.Log()
    chosen = choose(asked)
    return q.Log(chosen.item) if isinstance(chosen, Chosen) else chosen


def _report(asked: AskedLine) -> c.AskReport | NoSuchName:
    return c.AskReport() if not asked.words else NoSuchName("release", asked.words[:SHOWN], (asked.release.id,))


VERBS: Final = (
    Verb(
        name="log",
        aliases=("record", "history", "journal", "记录", "日志", "历史"),
        words="ITEM",
        free=False,
        open_to_all=False,
        help=HelpEntry("see", 60, "[ITEM]", Does.LOG),
        binds=_log,
    ),
    Verb(
        name="report",
        aliases=("summary", "报告", "总结报告", "发布报告"),
        words="",
        free=False,
        open_to_all=False,
        help=HelpEntry("see", 70, "", Does.REPORT),
        binds=_report,
    ),
)
