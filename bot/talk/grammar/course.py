"""Lines that steer the whole release: start, pause, resume, abort, reschedule."""

import re
from datetime import datetime
from typing import Final

from bot.domain import commands as c
from bot.domain.plan import Plan
from bot.domain.plan.moments import parse_wall
from bot.domain.refusals import AlreadyRunning, Lacks, NoSuchName, WhichAct
from bot.speech.guide import Does
from bot.talk.grammar.lines import after_confirmation, without_release
from bot.talk.grammar.moments import Reckoning, read_moment, shown_by_clocks
from bot.talk.grammar.verbs import AskedLine, HelpEntry, Line, Verb

AT: Final = re.compile(r"(?:to|at|on)(?:\s+|$)|[到至于为在]\s*", re.IGNORECASE)


def starting(line: Line, plan: Plan, now: datetime) -> datetime | NoSuchName:
    """The go-live (UTC) that `start [at WHEN]` asks for; without a moment, the plan's own."""
    words = without_release(line, plan.release)
    if not words:
        return shown_by_clocks(parse_wall(plan.go_live), plan.zone)
    read = read_moment(_after_at(words), Reckoning(now, plan.zone, shift_from=now))
    if isinstance(read, NoSuchName):
        return read
    go_live, rest = read
    return NoSuchName("moment", " ".join(words.split())) if rest else go_live


def _abort(asked: AskedLine) -> c.Abort:
    confirmed, reason = after_confirmation(asked.words)
    return c.Abort(asked.with_note(reason), confirmed=confirmed)


def _cancel(asked: AskedLine) -> WhichAct:
    """The word names no one thing that ends: whoever says it is asked what."""
    release = asked.release
    hotfixes = (f"hotfix abandon {fix.id} REASON" for fix in release.hotfixes.values() if fix.course != "abandoned")
    requests = (f"decline {request.id} REASON" for request in release.requests.values() if request.state == "open")
    meeting = ("meeting cancel REASON",) if release.meeting and release.meeting.state == "called" else ()
    live = any(release.plan.environments[each.environment].live for each in release.deployments)
    going_back = ("rollback REASON",) if live else ()
    return WhichAct((*meeting, "undo ITEM REASON", *hotfixes, *requests, *going_back, "abort REASON"))


def _reschedule(asked: AskedLine) -> c.Reschedule | NoSuchName | Lacks:
    """`T+1d` and a bare `+1d` both count from the present go-live."""
    words = _after_at(asked.words)
    if not words:
        return Lacks("moment", asked.line.verb.usage)
    go_live, calendar = asked.release.go_live, asked.release.calendar
    reckoning = Reckoning(asked.now, asked.release.plan.zone, go_live, go_live, calendar)
    read = read_moment(words, reckoning)
    if isinstance(read, NoSuchName):
        return read
    return c.Reschedule(read[0], asked.calendar_of(read[0]), asked.with_note(read[1]))


def _after_at(words: str) -> str:
    word = AT.match(words)
    return words[word.end() :] if word else words


VERBS: Final = (
    Verb(
        name="start",
        aliases=(
            "begin",
            "launch",
            "开始",
            "启动",
            "开始发布",
            "启动发布",
        ),
        words="",
        free=False,
        open_to_all=False,
        help=HelpEntry("lead", 10, "[at WHEN]", Does.START),
        binds=lambda asked: AlreadyRunning(asked.release.id),
        starts=starting,
    ),
    Verb(
        name="pause",
        aliases=(
            "hold",
            "暂停",
            "暂缓",
        ),
        words="",
        free=True,
        open_to_all=False,
        help=HelpEntry("lead", 50, "[REASON]", Does.PAUSE),
        binds=lambda asked: c.Pause(asked.with_note(asked.words)),
    ),
    Verb(
        name="resume",
        aliases=(
            "continue",
            "unpause",
            "unhold",
            "恢复",
            "继续",
            "恢复发布",
            "继续发布",
            "取消暂停",
            "解除暂停",
            "结束暂停",
        ),
        words="",
        free=False,
        open_to_all=False,
        help=HelpEntry("lead", 60, "", Does.RESUME),
        binds=lambda _: c.Resume(),
    ),
    Verb(
        name="reschedule",
        aliases=(
            "move",
            "postpone",
            "delay",
            "改期",
            "改期到",
            "改到",
            "延期",
            "延期到",
            "推迟",
            "推迟到",
            "提前到",
        ),
        words="to 2026-12-01 12:00",
        free=True,
        open_to_all=False,
        help=HelpEntry("lead", 70, "to WHEN", Does.RESCHEDULE),
        binds=_reschedule,
    ),
    Verb(
        name="abort",
        aliases=(
            "terminate",
            "cancel release",
            "cancel the release",
            "中止",
            "终止",
            "取消发布",
            "放弃发布",
        ),
        words="",
        free=True,
        open_to_all=False,
        help=HelpEntry("lead", 110, "REASON", Does.ABORT),
        binds=_abort,
    ),
    Verb(
        name="cancel",
        aliases=(
            "call off",
            "revert",
            "取消",
            "放弃",
            "作废",
        ),
        words="",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 25, "", Does.CANCEL),
        binds=_cancel,
    ),
)
