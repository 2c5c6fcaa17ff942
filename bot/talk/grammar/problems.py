"""A line that gives a problem more time."""

import re
from dataclasses import replace
from typing import Final

from bot.domain import commands as c
from bot.domain.reading.problems import present_end
from bot.domain.refusals import NoSuchName
from bot.speech.guide import Does
from bot.talk.grammar.moments import own_words, read_moment, reckoning_of
from bot.talk.grammar.verbs import AskedLine, HelpEntry, Verb

UNTIL: Final = re.compile(r"(?:until|till|to)\s+|(?:直到|截止到?|到|至)\s*", re.IGNORECASE)
LASTING: Final = re.compile(
    r"(?:for\s+|再给?\s*)?\+?(?P<n>\d{1,4})\s*(?:(?P<unit>m|h)(?:in(?:ute)?s?|(?:ou)?rs?)?(?![a-z0-9])|(?P<zh>分钟?|小时))\s*",
    re.IGNORECASE,
)

SPAN: Final = re.compile(
    r"for\s+\+?\d|再给?\s*\d", re.IGNORECASE
)  # a length of time, though not one that was understood


def _go_on(asked: AskedLine) -> c.GoOn | NoSuchName:
    """`goon [until WHEN | for 30m] [reason]`; a length is counted from the end there is, or from now after it."""
    words = asked.words
    if lasting := LASTING.match(words):
        minutes = (lasting["unit"] or lasting["zh"])[0].casefold() in ("m", "分")
        words = f"until +{lasting['n']}{'m' if minutes else 'h'} {words[lasting.end() :]}"
    until = UNTIL.match(words)
    if until is None and not SPAN.match(words) and isinstance(own_words(words), str):
        return c.GoOn(None, asked.with_note(words))
    problems = asked.release.problems.values()
    counted_from = max((present_end(problem, asked.now) for problem in problems), default=asked.now)
    reckoning = replace(reckoning_of(asked), shift_from=counted_from)
    read = read_moment(words[until.end() if until else 0 :], reckoning)
    if isinstance(read, NoSuchName):
        return read
    return c.GoOn(read[0], asked.with_note(read[1]))


VERBS: Final = (
    Verb(
        name="goon",
        aliases=(
            "keep going",
            "继续处理",
            "延时",
            "再等等",
        ),
        words="until WHEN REASON",
        free=True,
        open_to_all=False,
        help=HelpEntry("lead", 90, "[until WHEN] [REASON]", Does.GOON),
        binds=_go_on,
    ),
)
