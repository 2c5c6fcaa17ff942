"""Lines of the minutes: what was decided, who does what, agreed or objected to."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.domain import commands as c
from bot.domain.events.minutes import Taken
from bot.domain.reading.naming import people_named
from bot.domain.refusals import Lacks, NoSuchName, Refused
from bot.speech.guide import Does
from bot.talk import queries as q
from bot.talk.grammar.directory import person_mentioned, person_written
from bot.talk.grammar.markup import MENTION
from bot.talk.grammar.moments import STOPS, own_words, read_moment, reckoning_of
from bot.talk.grammar.verbs import AskedLine, HelpEntry, Verb

KINDS: Final[Mapping[str, Taken]] = {"decision": "decision", "action": "action", "risk": "risk", "note": "note"}
BY: Final = re.compile(r"(?:until|by|due|before)\s+|(?:直到|截止到?|截至|到|至|期限)\s*[:：]?\s*", re.IGNORECASE)
AGREE: Final = re.compile(r"(?:agree|confirm|ok|同意|确认|无异议)[.!。！]?", re.IGNORECASE)
OBJECT: Final = re.compile(r"object(?!\w)[\s:：,，]*|(?:有?异议|反对|不同意)[\s:：,，]*", re.IGNORECASE)
STRIKE: Final = re.compile(
    r"(?:(?:strike|drop)(?!\w)|划去|划掉|删除|删去)\s*#?\s*(?P<number>\d*)[\s.:：,，条]*", re.IGNORECASE
)
NOTE: Final = re.compile(r"(?:note|add)(?!\w)[\s:：,，]*|(?:备注|补充|记录)[\s:：,，]*", re.IGNORECASE)
SHOW: Final = re.compile(r"(?:show|read|显示|查看|看)?", re.IGNORECASE)


def _minutes(asked: AskedLine) -> c.Command | q.Query | Refused:
    words = asked.words.strip()
    if SHOW.fullmatch(words):
        return q.Minutes()
    if AGREE.fullmatch(words):
        return c.AgreeToMinutes()
    if objected := OBJECT.match(words):
        return c.ObjectToMinutes(asked.with_note(words[objected.end() :]))
    if struck := STRIKE.match(words):
        if not struck["number"]:
            return Lacks("minute", "minutes strike 3 REASON")
        return c.StrikeMinute(int(struck["number"]), asked.with_note(words[struck.end() :]))
    if noted := NOTE.match(words):
        return _given(asked) if asked.line.fields else c.TakeMinute("note", asked.with_note(words[noted.end() :]))
    return Lacks("minute", asked.line.verb.usage)


def _given(asked: AskedLine) -> c.TakeMinute | Refused:
    """What a form says: its kind, the words, of an action whose it is and until when."""
    fields = asked.line.fields
    taken, due = KINDS.get(fields.get("kind", ""), "note"), fields.get("due", "").strip()
    if taken != "action":
        return c.TakeMinute(taken, fields.get("text", ""))
    read = moment(asked, due) if due else None
    if isinstance(read, NoSuchName):
        return read
    return c.TakeMinute(taken, fields.get("text", ""), fields.get("owner", ""), read[0] if read else None)


def _action(asked: AskedLine) -> c.TakeMinute | Refused:
    """`@who [until WHEN] what`."""
    named = _owner(asked)
    if not isinstance(named, tuple):
        return named
    owner, rest = named
    read = _until(asked, rest)
    if isinstance(read, NoSuchName):
        return read
    text, due = read
    return c.TakeMinute("action", asked.with_note(text), owner, due)


def _until(asked: AskedLine, rest: str) -> tuple[str, datetime | None] | NoSuchName:
    """What is to be done, and until when: that may stand before it, or close it."""
    words = rest.lstrip(STOPS)
    if by := BY.match(words):
        read = moment(asked, words[by.end() :])
        return read if isinstance(read, NoSuchName) else (read[1], read[0])
    for by in reversed(list(BY.finditer(words))):
        read = moment(asked, words[by.end() :])
        if not isinstance(read, NoSuchName) and not read[1].strip("."):
            return words[: by.start()].rstrip(), read[0]
    own = own_words(rest)
    return own if isinstance(own, NoSuchName) else (own, None)


def _owner(asked: AskedLine) -> tuple[str, str] | NoSuchName | Lacks:
    """The person of the release that the words begin with, and the rest of the words, with what sets it off."""
    words = asked.words.strip()
    if not words:
        return Lacks("person", asked.line.verb.usage)
    if mention := MENTION.match(words):
        person = person_mentioned(asked, mention[1])
        if isinstance(person, str):
            return person, words[mention.end() :].lstrip()
        return person if isinstance(person, NoSuchName) else NoSuchName("person", person.name)
    most = max((len(known.name.split()) for known in asked.release.people.values()), default=1)
    for count in range(most, 0, -1):
        parts = words.split(maxsplit=count)
        name = " ".join(parts[:count]).removesuffix(":").removesuffix("：")
        exact = people_named(asked.release.people, name.removeprefix("@"))
        if len(parts) >= count and len(exact) == 1 and not (name.startswith("@") and asked.actor.via != "cli"):
            colon = ":" if parts[count - 1].endswith((":", "：")) else ""
            return exact[0], f"{colon} {parts[count]}" if len(parts) > count else ""
    refused = person_written(asked, words.split(maxsplit=1)[0])
    return Lacks("person", asked.line.verb.usage) if isinstance(refused, str) else refused


def moment(asked: AskedLine, words: str) -> tuple[datetime, str] | NoSuchName:
    """Until when something is to be done: of a day alone, its end."""
    return read_moment(words, reckoning_of(asked, "its end"))


VERBS: Final = (
    Verb(
        name="minutes",
        aliases=(
            "protocol",
            "纪要",
            "会议纪要",
        ),
        words="agree",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 190, "[agree]", Does.MINUTES),
        binds=_minutes,
    ),
    Verb(
        name="decision",
        aliases=(
            "decide",
            "decided",
            "决定",
            "决议",
        ),
        words="TEXT",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 200, "TEXT", Does.DECISION),
        binds=lambda asked: c.TakeMinute("decision", asked.with_note(asked.words)),
    ),
    Verb(
        name="action",
        aliases=(
            "action item",
            "行动",
            "行动项",
            "跟进项",
        ),
        words="@user until WHEN TEXT",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 210, "@user [until WHEN] TEXT", Does.ACTION),
        binds=_action,
    ),
    Verb(
        name="risk",
        aliases=(
            "risks",
            "风险",
            "隐患",
        ),
        words="TEXT",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 220, "TEXT", Does.RISK),
        binds=lambda asked: c.TakeMinute("risk", asked.with_note(asked.words)),
    ),
)
