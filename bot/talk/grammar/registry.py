"""Every verb, as the subjects declare them."""

from typing import Final

from bot.speech.guide import HelpLine
from bot.talk.grammar import (
    blocking,
    bugs,
    code,
    course,
    delivery,
    deployments,
    documents,
    going_live,
    guide,
    hotfixes,
    mails,
    meetings,
    minutes,
    problems,
    reminding,
    report,
    requests,
    rollback,
    signing,
    staffing,
    status,
    watching,
)
from bot.talk.grammar.verbs import Verb

SUBJECTS: Final = (
    status, watching, mails, report, guide, signing, blocking, reminding, bugs, deployments, requests, hotfixes,
    documents, code, going_live, problems, rollback, meetings, minutes, staffing, course, delivery,
)  # fmt: skip
VERBS: Final[tuple[Verb, ...]] = tuple(verb for subject in SUBJECTS for verb in subject.VERBS)
UNSAID: Final = status.STATUS  # what is asked for by saying no verb at all


def help_lines() -> tuple[HelpLine, ...]:
    """What the help tells of, each part in its order."""
    told = sorted(VERBS, key=lambda verb: verb.help.place)
    return tuple(HelpLine(verb.help.part, verb.name, verb.aliases, verb.help.words, verb.help.does) for verb in told)
