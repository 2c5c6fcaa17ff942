"""Lines about the deployment meeting and its minutes: when and where, who comes, what was decided, who does what."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from bot.domain import commands as c
from bot.domain import queries as q
from bot.domain.events.meetings import Taken
from bot.domain.moments import parse_duration
from bot.domain.naming import people_named
from bot.domain.refusals import Lacks, NoSuchName, Refused
from bot.slack.grammar.markup import MENTION
from bot.slack.grammar.moments import DayAlone, Reckoning, read_moment
from bot.slack.grammar.people import Asked, person_mentioned, person_written
from bot.slack.grammar.verbs import USAGE

KINDS: Final[Mapping[str, Taken]] = {"decision": "decision", "action": "action", "risk": "risk", "note": "note"}
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
BY: Final = re.compile(r"(?:until|by|due|before)\s+|(?:直到|截止到?|截至|到|至|期限)\s*[:：]?\s*", re.IGNORECASE)
AGREE: Final = re.compile(r"(?:agree|confirm|ok|同意|确认|无异议)[.!。！]?", re.IGNORECASE)
OBJECT: Final = re.compile(r"object(?!\w)[\s:：,，]*|(?:有?异议|反对|不同意)[\s:：,，]*", re.IGNORECASE)
STRIKE: Final = re.compile(
    r"(?:(?:strike|drop)(?!\w)|划去|划掉|删除|删去)\s*#?\s*(?P<number>\d*)[\s.:：,，条]*", re.IGNORECASE
)
NOTE: Final = re.compile(r"(?:note|add)(?!\w)[\s:：,，]*|(?:备注|补充|记录)[\s:：,，]*", re.IGNORECASE)
SHOW: Final = re.compile(r"(?:show|read|显示|查看|看)?", re.IGNORECASE)


def meetings(asked: Asked) -> c.Command | q.Query | Refused:
    match asked.line.verb:
        case "meeting":
            return _meeting(asked)
        case "minutes":
            return _minutes(asked)
        case "action":
            return _action(asked)
        case verb:
            return c.TakeMinute("risk" if verb == "risk" else "decision", asked.with_note(asked.words))


def _meeting(asked: Asked) -> c.Command | q.Query | Refused:
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


def called(asked: Asked, words: str) -> c.CallMeeting | Refused:
    """`at WHEN [until WHEN] [in PLACE]`, or what a form says; an end without a day is of the same day."""
    if asked.line.fields:
        return _from_form(asked.line.fields)
    words = RANGE.sub(r"\1 until ", words, count=1)
    begins = AT.match(words)
    read = _moment(asked, words[begins.end() if begins else 0 :])
    if isinstance(read, NoSuchName):
        return read
    at, rest = read
    until: datetime | None = None
    if ends := UNTIL.match(rest):
        end = _moment(asked, rest[ends.end() :], base=at)
        if isinstance(end, NoSuchName):
            return end
        until, rest = end
    placed = PLACE.match(rest)
    return c.CallMeeting(at, asked.own_words(rest[placed.end() if placed else 0 :]), until)


def _from_form(fields: Mapping[str, str]) -> c.CallMeeting | Refused:
    """`when` in Unix seconds, as Slack's picker gives it; `length` as the plan writes one, "" for the plan's own."""
    when, length = fields.get("when", ""), fields.get("length", "")
    if not when.isdecimal():
        return NoSuchName("moment", when)
    at = datetime.fromtimestamp(int(when), UTC)
    return c.CallMeeting(at, fields.get("place", "").strip(), at + parse_duration(length) if length else None)


def _minutes(asked: Asked) -> c.Command | q.Query | Refused:
    words = asked.words.strip()
    if SHOW.fullmatch(words):
        return q.Minutes()
    if AGREE.fullmatch(words):
        return c.AgreeToMinutes()
    if objected := OBJECT.match(words):
        return c.ObjectToMinutes(asked.with_note(words[objected.end() :]))
    if struck := STRIKE.match(words):
        if not struck["number"]:
            return Lacks("minute", "/release minutes strike 3 REASON")
        return c.StrikeMinute(int(struck["number"]), asked.with_note(words[struck.end() :]))
    if noted := NOTE.match(words):
        return _given(asked) if asked.line.fields else c.TakeMinute("note", asked.with_note(words[noted.end() :]))
    return Lacks("minute", USAGE["minutes"])


def _given(asked: Asked) -> c.TakeMinute | Refused:
    """What a form says: its kind, the words, of an action whose it is and until when."""
    fields = asked.line.fields
    taken, due = KINDS.get(fields.get("kind", ""), "note"), fields.get("due", "").strip()
    if taken != "action":
        return c.TakeMinute(taken, fields.get("text", ""))
    read = _moment(asked, due, day_alone="its end") if due else None
    if isinstance(read, NoSuchName):
        return read
    return c.TakeMinute(taken, fields.get("text", ""), fields.get("owner", ""), read[0] if read else None)


def _action(asked: Asked) -> c.TakeMinute | Refused:
    """`@who [until WHEN] what`."""
    named = _owner(asked)
    if not isinstance(named, tuple):
        return named
    owner, rest = named
    due: datetime | None = None
    if by := BY.match(rest):
        read = _moment(asked, rest[by.end() :], day_alone="its end")
        if isinstance(read, NoSuchName):
            return read
        due, rest = read
    return c.TakeMinute("action", asked.with_note(rest), owner, due)


def _owner(asked: Asked) -> tuple[str, str] | NoSuchName | Lacks:
    """The person of the release that the words begin with, and the rest of the words."""
    words = asked.words.strip()
    if not words:
        return Lacks("person", USAGE["action"])
    if mention := MENTION.match(words):
        person = person_mentioned(asked, mention[1])
        if isinstance(person, str):
            return person, words[mention.end() :].lstrip(" ,，:：")
        return person if isinstance(person, NoSuchName) else NoSuchName("person", person.name)
    most = max((len(known.name.split()) for known in asked.release.people.values()), default=1)
    for count in range(most, 0, -1):
        parts = words.split(maxsplit=count)
        name = " ".join(parts[:count]).removesuffix(":").removesuffix("：")
        exact = people_named(asked.release.people, name.removeprefix("@"))
        if len(parts) >= count and len(exact) == 1 and not (name.startswith("@") and asked.actor.via != "cli"):
            return exact[0], parts[count] if len(parts) > count else ""
    refused = person_written(asked, words.split(maxsplit=1)[0])
    return Lacks("person", USAGE["action"]) if isinstance(refused, str) else refused


def _moment(
    asked: Asked, words: str, *, base: datetime | None = None, day_alone: DayAlone = "unclear"
) -> tuple[datetime, str] | NoSuchName:
    release, now = asked.release, base or asked.now
    return read_moment(words, Reckoning(now, release.plan.zone, now, release.go_live, release.calendar, day_alone))
