"""Lines that ask what can be typed, and who the bot takes one for."""

from typing import Final

from bot.speech.guide import Does
from bot.talk import queries as q
from bot.talk.grammar.verbs import HelpEntry, Verb

VERBS: Final = (
    Verb(
        name="whoami",
        aliases=("我是谁", "身份"),
        words="",
        free=False,
        open_to_all=True,
        help=HelpEntry("see", 80, "", Does.WHOAMI),
        binds=lambda _: q.Whoami(),
        shown_without_release=q.Whoami(),
    ),
    Verb(
        name="help",
        aliases=("usage", "commands", "?", "帮助", "怎么用", "用法", "命令"),
        words="",
        free=False,
        open_to_all=True,
        help=HelpEntry("see", 90, "", Does.HELP),
        binds=lambda _: q.Help(),
        shown_without_release=q.Help(),
    ),
)
