"""Lines that steer the whole release: start, pause, resume, abort, reschedule."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.domain import commands as c
from bot.domain.plan import Plan
from bot.domain.plan.moments import Calendar, parse_wall, to_utc
from bot.domain.refusals import Lacks, NoSuchName
from bot.talk.grammar.directory import Asked
from bot.talk.grammar.moments import Reckoning, read_moment
from bot.talk.grammar.parse import Line, after_confirmation, without_release
from bot.talk.grammar.verbs import USAGE

AT: Final = re.compile(r"(?:to|at|on)\s+|[到至于为在]\s*", re.IGNORECASE)


def bind_start(line: Line, plan: Plan, now: datetime) -> datetime | NoSuchName:
    """The go-live (UTC) that `start [at WHEN]` asks for; without a moment, the plan's own."""
    words = without_release(line, plan.release)
    if not words:
        return to_utc(parse_wall(plan.go_live), plan.zone)
    read = read_moment(_after_at(words), Reckoning(now, plan.zone, shift_from=now))
    if isinstance(read, NoSuchName):
        return read
    go_live, rest = read
    return NoSuchName("moment", " ".join(words.split())) if rest else go_live


def course(asked: Asked) -> c.Pause | c.Resume | c.Abort:
    match asked.line.verb:
        case "pause":
            return c.Pause(asked.with_note(asked.words))
        case "resume":
            return c.Resume()
        case _:
            confirmed, reason = after_confirmation(asked.words)
            return c.Abort(asked.with_note(reason), confirmed=confirmed)


def reschedule(asked: Asked, calendar_of: Callable[[datetime], Calendar]) -> c.Reschedule | NoSuchName | Lacks:
    """`T+1d` and a bare `+1d` both count from the present go-live."""
    if not asked.words:
        return Lacks("moment", USAGE["reschedule"])
    go_live, calendar = asked.release.go_live, asked.release.calendar
    reckoning = Reckoning(asked.now, asked.release.plan.zone, go_live, go_live, calendar)
    read = read_moment(_after_at(asked.words), reckoning)
    if isinstance(read, NoSuchName):
        return read
    return c.Reschedule(read[0], calendar_of(read[0]), asked.with_note(read[1]))


def _after_at(words: str) -> str:
    word = AT.match(words)
    return words[word.end() :] if word else words
