"""How moments, spans, people and items stand in the cells of a report: short, on the plan's own clock, never cut."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.events import Via
from bot.domain.reading.code import COMMIT
from bot.domain.report.course import Span
from bot.domain.state.release import Release
from bot.domain.state.signing import Standing
from bot.locales import msgid
from bot.speech.deployments import HASH
from bot.speech.report.page import Clock, Mono
from bot.speech.voice import Voice

WHOLE = 1_000_000
NONE = "—"
VIAS: dict[Via, str] = {
    "slash": msgid("slash command"),
    "button": msgid("button"),
    "reaction": msgid("emoji"),
    "message": msgid("message"),
    "mail": msgid("mail"),
    "webhook": msgid("webhook"),
    "workflow": msgid("workflow"),
    "cli": msgid("command line"),
    "clock": msgid("clock"),
}
STANDINGS: dict[Standing, str] = {
    "waiting": msgid("not reached"),
    "open": msgid("to be signed"),
    "blocked": msgid("blocked"),
    "done": msgid("done"),
    "waived": msgid("waived"),
}


def at(voice: Voice, moment: datetime | None) -> str:
    """`2021-06-14 12:00` in the plan's zone, which the page names once; within a sentence."""
    return voice.clock(moment) if moment else NONE


def clock(voice: Voice, moment: datetime | None) -> Clock:
    return Clock(at(voice, moment))


def span(voice: Voice, length: Span) -> str:
    """`2 days 3 h (12 h 30 min)`: elapsed, and what of it was working time, whose days are not of 24 hours."""
    if not length:
        return NONE
    hours, minutes = divmod(int(length.worked.total_seconds() // 60), 60)
    worked = (voice.say("{n} h", n=hours) if hours else "", voice.say("{n} min", n=minutes) if minutes else "")
    told = " ".join(filter(None, worked)) or voice.say("{n} min", n=0)
    return voice.say("{elapsed} ({worked})", elapsed=voice.span(length.elapsed), worked=told)


def words(voice: Voice, text: str) -> str:
    """What somebody wrote, whole, on one line."""
    return voice.quote(text, WHOLE) or NONE


def people(voice: Voice, release: Release, keys: Iterable[str]) -> str:
    return voice.list(voice.person(release, key) for key in keys) or NONE


def person(voice: Voice, release: Release, key: str, instead_of: str = "") -> str:
    """`付诚`, `付诚 for 陈晓文`; the clock and the tracker's webhook have no name."""
    if not key:
        return voice.say("the bot")
    named = voice.person(release, key)
    if not instead_of:
        return named
    return voice.say("{person} for {other}", person=named, other=voice.person(release, instead_of))


def by(voice: Voice, release: Release, key: str, moment: datetime) -> str:
    """`付诚, 2021-06-14 12:00`."""
    return voice.say("{person}, {moment}", person=person(voice, release, key), moment=at(voice, moment))


def item(voice: Voice, release: Release, key: str) -> str:
    """`1b boying-user`; "" for what concerns no item."""
    return voice.quote(voice.short(release, key)) if key else NONE


def title(voice: Voice, release: Release, key: str) -> str:
    return voice.quote(release.item(key).step.title.in_(voice.language))


def commit(voice: Voice, text: str) -> str | Mono:
    return Mono(text[:HASH] if COMMIT.fullmatch(text) else voice.quote(text)) if text else NONE


def system(voice: Voice, release: Release, key: str) -> str:
    """A system's name; a tracker may speak of one that the plan does not know."""
    return voice.system(release.plan, key) if key in release.plan.systems else voice.quote(key)


def environment(voice: Voice, release: Release, key: str) -> str:
    known = release.plan.environments.get(key)
    return voice.quote(known.name.in_(voice.language) if known else key)


def severity(voice: Voice, release: Release, key: str) -> str:
    known = release.plan.bugs.severities.get(key) if release.plan.bugs else None
    return voice.quote(known.in_(voice.language) if known else key)
