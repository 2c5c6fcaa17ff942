"""The line that asks for the release's mails."""

from typing import Final

from bot.speech.guide import Does
from bot.talk import queries as q
from bot.talk.grammar.verbs import HelpEntry, Verb

VERBS: Final = (
    Verb(
        name="mail",
        aliases=("mails", "letters", "邮件", "信件"),
        words="",
        free=False,
        open_to_all=False,
        help=HelpEntry("see", 50, "", Does.MAIL),
        binds=lambda _: q.Mails(),
    ),
)
