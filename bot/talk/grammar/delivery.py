"""The line that has another try made of what could not be delivered."""

from typing import Final

from bot.domain import commands as c
from bot.domain.reading.naming import SHOWN
from bot.domain.refusals import NoSuchName
from bot.speech.guide import Does
from bot.talk.grammar.verbs import AskedLine, HelpEntry, Verb


def _retry(asked: AskedLine) -> c.Retry | NoSuchName:
    return c.Retry() if not asked.words else NoSuchName("release", asked.words[:SHOWN], (asked.release.id,))


VERBS: Final = (
    Verb(
        name="retry",
        aliases=("again", "resend", "redeliver", "重试", "重发", "再试"),
        words="",
        free=False,
        open_to_all=False,
        help=HelpEntry("lead", 95, "", Does.RETRY),
        binds=_retry,
    ),
)
