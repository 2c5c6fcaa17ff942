"""The line that asks how what is live fares."""

from typing import Final

from bot.speech.guide import Does
from bot.talk import queries as q
from bot.talk.grammar.verbs import HelpEntry, Verb

VERBS: Final = (
    Verb(
        name="health",
        aliases=("monitor", "monitoring", "watches", "监控", "监控情况", "健康"),
        words="",
        free=False,
        open_to_all=False,
        help=HelpEntry("see", 40, "", Does.HEALTH),
        binds=lambda _: q.Health(),
    ),
)
