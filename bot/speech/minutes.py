"""The minutes of the deployment meeting in words: titled sections, and how the minutes stand."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.domain import refusals as r
from bot.domain.plan.moments import parse_duration
from bot.domain.state.meetings import Meeting
from bot.domain.state.minutes import Minute, Minutes
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import lines
from bot.speech.agenda import Titled, everybody, none, numbered
from bot.speech.voice import Label, Voice

TAKEN = {
    "decision": msgid("decision"),
    "action": msgid("action"),
    "risk": msgid("risk"),
    "note": msgid("note"),
}


class Labels(Label):
    AGREE = msgid("Agree")
    OBJECT = msgid("Object…")
    FORM = msgid("Add to minutes")
    ADD = msgid("Add")
    TEXT = msgid("What is said")
    KIND = msgid("It is a")
    OWNER = msgid("Of an action: who does it")
    DUE = msgid("Of an action: until when")


def kinds(voice: Voice) -> dict[str, str]:
    """What a line of the minutes may be, by its key."""
    return {key: voice.say(name) for key, name in TAKEN.items()}


def minutes(voice: Voice, release: Release, held: Minutes) -> tuple[Titled, ...]:
    """Who was there, what was decided, who does what until when, which risks, and who objects."""
    return (
        Titled(voice.say("Attendance"), tuple(_attendance(voice, release, held))),
        Titled(voice.say("Decisions"), tuple(numbered(voice, held.decisions)) or none(voice)),
        Titled(voice.say("Actions"), tuple(action(voice, release, each) for each in held.actions) or none(voice)),
        Titled(voice.say("Risks"), tuple(numbered(voice, held.risks)) or none(voice)),
        *((Titled(voice.say("Notes"), tuple(numbered(voice, held.notes))),) if held.notes else ()),
        *((Titled(voice.say("Objections"), tuple(_objections(voice, release, held))),) if held.objections else ()),
    )


def action(voice: Voice, release: Release, minute: Minute) -> str:
    """`3. Olaf, until …: clear the disk (A3)`."""
    owner = voice.person(release, minute.owner)
    if minute.due:
        owner = voice.say("{owner}, until {due}", owner=owner, due=voice.wall(minute.due, release.plan.zone))
    said = voice.say("{n}. {owner}: {text}", n=minute.number, owner=owner, text=voice.quote(minute.text, 500))
    return voice.say("{told} ({item})", told=said, item=minute.item) if minute.item else said


def _attendance(voice: Voice, release: Release, held: Minutes) -> Iterator[str]:
    yield voice.say("There: {people}", people=everybody(voice, release, held.there) or voice.say("nobody yet"))
    if held.absent:
        yield voice.say("Not there: {people}", people=everybody(voice, release, held.absent))
    if held.silent:
        yield voice.say("Did not answer: {people}", people=everybody(voice, release, held.silent))


def _objections(voice: Voice, release: Release, held: Minutes) -> Iterator[str]:
    for person, reason in held.objections:
        yield voice.say("{person}: {reason}", person=voice.person(release, person), reason=voice.said(reason))


def names(voice: Voice, release: Release, people: Iterable[str]) -> str:
    return everybody(voice, release, people) or "—"


def minutes_title(voice: Voice, meeting: Meeting) -> str:
    if not meeting.version:
        return voice.say("📝 Minutes of the deployment meeting, not posted yet")
    return voice.say("📝 Minutes of the deployment meeting, version {n}", n=meeting.version)


def canvas(voice: Voice, address: str) -> str:
    """The message that leads to them."""
    return voice.say("📝 The minutes as a <{address}|canvas>, edited with every version.", address=address)


def minutes_state(voice: Voice, release: Release, meeting: Meeting) -> str:
    """Until when they may be objected to, who holds them, or since when they stand."""
    zone = release.plan.zone
    if meeting.settled_at:
        return voice.say("They stand since {at}.", at=voice.wall(meeting.settled_at, zone))
    if meeting.state != "closed" or meeting.posted_at is None:
        return voice.say("The meeting is still on, and these minutes are edited as it goes.")
    if meeting.objections:
        return voice.say("Held by the objection of {people}.", people=names(voice, release, meeting.objections))
    agreed = len(meeting.agreed & set(meeting.there))
    return voice.say(
        "{n} of {all} who were there agree; they may object until {until}: {line}",
        n=agreed,
        all=len(meeting.there),
        until=voice.wall(objections_until(release, meeting.posted_at), zone),
        line=lines.usage(voice, "minutes object REASON"),
    )


def unsettled(voice: Voice, release: Release, refused: r.MinutesUnsettled) -> str:
    """What the minutes wait for: those who were there, or the end of an objection."""
    if refused.objections:
        held = [
            voice.say("{person}: {reason}", person=voice.person(release, person), reason=voice.said(reason))
            for person, reason in refused.objections
        ]
        return voice.say(
            "The minutes are held by an objection: {objections}. "
            "Correct them, or whoever objects agrees: `{command} minutes agree`",
            objections=voice.few(held),
        )
    return voice.say(
        "The minutes wait for {people} to agree, or for the end of objections at {until}. `{command} minutes agree`",
        people=voice.people(release, refused.people),
        until=voice.wall(refused.until, release.plan.zone),
    )


def to_read(voice: Voice, release: Release, meeting: Meeting, person: str, *, is_newest: bool) -> str:
    if meeting.settled_at:
        return voice.say("The minutes of the deployment meeting stand.")
    if not is_newest:
        return voice.say("There is a newer version of the minutes.")
    if person in meeting.agreed:
        return voice.say("You agree to version {n} of the minutes.", n=meeting.version)
    if person in meeting.objections:
        return voice.say("You object to version {n} of the minutes.", n=meeting.version)
    until = objections_until(release, meeting.posted_at or meeting.until)
    return voice.say(
        "Is version {n} of the minutes right? Whoever says nothing until {until} agrees.",
        n=meeting.version,
        until=voice.wall(until, release.plan.zone),
    )


def objection(voice: Voice, release: Release, meeting: Meeting, by: str) -> str:
    """To who called the meeting; gone once the minutes were corrected or agreed to."""
    person = voice.person(release, by)
    reason = meeting.objections.get(by)
    if reason is None:
        return voice.say("{person} no longer objects to the minutes.", person=person)
    return voice.say(
        "{person} objects to the minutes: {reason}. Correct them, and everybody reads the new version: {line}",
        person=person,
        reason=voice.said(reason, 1_000),
        line=lines.usage(voice, "minutes strike 3 REASON"),
    )


def objections_until(release: Release, posted: datetime) -> datetime:
    plan = release.plan.meeting
    return posted + parse_duration(plan.objections) if plan else posted
