"""Lines about the deployment meeting: when and where, who comes."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from bot.domain import commands as c
from bot.domain.plan.moments import parse_duration
from bot.domain.refusals import Lacks, NoSuchName, Refused
from bot.speech.guide import Does
from bot.talk import queries as q
from bot.talk.grammar.moments import Reckoning, own_words, read_part, reckoning_of
from bot.talk.grammar.verbs import AskedLine, HelpEntry, Verb

YES: Final = re.compile(r"(?:yes|coming|i\s+come|来|参加|出席|到会)[.!。！]?", re.IGNORECASE)
NO: Final = re.compile(r"(?:no|not\s+coming|absent|不来|不参加|不出席|缺席|请假)[.!。！]?", re.IGNORECASE)
MAYBE: Final = re.compile(r"(?:maybe|perhaps|tentative|也许|可能来?|待定)[.!。！]?", re.IGNORECASE)
CLOSE: Final = re.compile(r"(?:close|end|over|结束|关闭|散会)[.!。！]?", re.IGNORECASE)
CANCEL: Final = re.compile(r"(?:cancel(?:led)?|call\s+off)(?!\w)[\s:：,，]*|取消[\s:：,，]*", re.IGNORECASE)
AT: Final = re.compile(
    r"(?:(?:call|move)(?!\w)\s*|(?:召开|召集|改期|改)\s*)?(?:(?:at|to|on)(?!\w)\s*|[到至在于]\s*)?", re.IGNORECASE
)
UNTIL: Final = re.compile(r"(?:until|till|to)\s+|(?:直到|截止到?|截至|到|至)\s*", re.IGNORECASE)
RANGE: Final = re.compile(r"(:[0-5]\d)\s*[-–—~～]\s*(?=\d{1,2}:)")  # an end, and no zone's offset
PLACE: Final = re.compile(r"(?:(?:in|at)\s+|@\s*|(?:地点|在|于)\s*[:：]?\s*)", re.IGNORECASE)


def _meeting(asked: AskedLine) -> c.Command | q.Query | Refused:
    words = asked.words.strip()
    if not words:
        return q.Meeting()
    if YES.fullmatch(words) or NO.fullmatch(words):
        return c.Attend(coming=YES.fullmatch(words) is not None)
    if MAYBE.fullmatch(words):
        return c.Attend(coming=None)
    if CLOSE.fullmatch(words):
        return c.CloseMeeting()
    if cancelled := CANCEL.match(words):
        return c.CancelMeeting(asked.with_note(words[cancelled.end() :]))
    return called(asked, words)


def _cancel(asked: AskedLine) -> c.CancelMeeting:
    return c.CancelMeeting(asked.with_note(asked.words))


def called(asked: AskedLine, words: str) -> c.CallMeeting | Refused:
    """`at WHEN [until WHEN] [in PLACE]`, or what a form says; an end without a day is of the same day."""
    if asked.line.fields:
        return _from_form(asked.line.fields)
    words = RANGE.sub(r"\1 until ", words, count=1)
    begins = AT.match(words)
    words, reckoning = words[begins.end() if begins else 0 :], reckoning_of(asked)
    if not words:
        return Lacks("moment", "meeting at WHEN in ROOM")
    read = read_part(words, reckoning)
    if isinstance(read, NoSuchName):
        return read
    at, rest = read
    until, rest = _until(rest, replace(reckoning, now=at, shift_from=at))
    place = own_words(rest)
    if isinstance(place, NoSuchName):
        return place
    placed = PLACE.match(place)
    return c.CallMeeting(at, asked.own_words(place[placed.end() if placed else 0 :]), until)


def _until(words: str, reckoning: Reckoning) -> tuple[datetime | None, str]:
    """The end that stands before the place or closes the line, and the words without it."""
    for until in UNTIL.finditer(words):
        end = read_part(words[until.end() :], reckoning)
        if not isinstance(end, NoSuchName) and not (words[: until.start()].strip() and end[1].strip(" .")):
            return end[0], f"{words[: until.start()]}{end[1]}"
    return None, words


def _from_form(fields: Mapping[str, str]) -> c.CallMeeting | Refused:
    """`when` in Unix seconds, as Slack's picker gives it; `length` as the plan writes one, "" for the plan's own."""
    when, length = fields.get("when", ""), fields.get("length", "")
    if not when.isdecimal():
        return NoSuchName("moment", when)
    at = datetime.fromtimestamp(int(when), UTC)
    return c.CallMeeting(at, fields.get("place", "").strip(), at + parse_duration(length) if length else None)


VERBS: Final = (
    Verb(
        name="meeting",
        aliases=(
            "会议",
            "开会",
            "上线会",
            "部署会",
            "部署会议",
        ),
        words="at 2026-12-01 14:00 in ROOM",
        free=True,
        open_to_all=False,
        help=HelpEntry(
            "act",
            180,
            "[at WHEN [until WHEN] [in ROOM]]",
            Does.MEETING,
        ),
        binds=_meeting,
    ),
    Verb(
        name="cancel meeting",
        aliases=("cancel the meeting", "call off meeting", "取消会议", "取消上线会", "取消部署会", "取消部署会议"),
        words="REASON",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 185, "REASON", Does.CANCEL_MEETING),
        binds=_cancel,
    ),
)
