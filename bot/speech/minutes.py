"""The agenda of the deployment meeting and its minutes in words: titled sections, for a message, a mail, a terminal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.plan.moments import parse_duration
from bot.domain.state.bugs import Bug
from bot.domain.state.going_live import Previous
from bot.domain.state.meetings import Meeting
from bot.domain.state.minutes import Agenda, Minute, Minutes, Responsible, Topic
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import lines
from bot.speech.code import backup
from bot.speech.deployments import environment, source
from bot.speech.voice import Label, Voice

TAKEN = {
    "decision": msgid("decision"),
    "action": msgid("action"),
    "risk": msgid("risk"),
    "note": msgid("note"),
}
DIGEST = 12  # characters of a script's hash that are shown


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


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: tuple[str, ...]


def agenda(voice: Voice, release: Release, about: Agenda) -> tuple[Section, ...]:
    """What the plan wants talked about (§上线阶段 3a), whatever is empty said to be so."""
    none = _none(voice)
    return (
        Section(voice.say("Go-live"), (voice.wall(about.go_live, release.plan.zone),)),
        Section(voice.say("Who is responsible"), tuple(_responsible(voice, release, about))),
        Section(voice.say("Order of deployment and associations"), tuple(_order(voice, release, about)) or none),
        Section(voice.say("Database scripts"), tuple(_scripts(voice, release, about)) or none),
        Section(voice.say("Rollback of the database"), tuple(_database_back(voice, release, about)) or none),
        Section(voice.say("Rollback of the applications"), tuple(_applications_back(voice, release, about)) or none),
        Section(voice.say("Open risks"), tuple(_risks(voice, release, about)) or none),
        Section(voice.say("Deferred bugs"), tuple(_bug(voice, release, bug) for bug in about.deferred) or none),
        Section(voice.say("Waived checks"), tuple(_waived(voice, release, about)) or none),
    )


def minutes(voice: Voice, release: Release, held: Minutes) -> tuple[Section, ...]:
    """Who was there, what was decided, who does what until when, which risks, and who objects."""
    return (
        Section(voice.say("Attendance"), tuple(_attendance(voice, release, held))),
        Section(voice.say("Decisions"), tuple(_taken(voice, held.decisions)) or _none(voice)),
        Section(voice.say("Actions"), tuple(action(voice, release, each) for each in held.actions) or _none(voice)),
        Section(voice.say("Risks"), tuple(_taken(voice, held.risks)) or _none(voice)),
        *((Section(voice.say("Notes"), tuple(_taken(voice, held.notes))),) if held.notes else ()),
        *((Section(voice.say("Objections"), tuple(_objections(voice, release, held))),) if held.objections else ()),
    )


def action(voice: Voice, release: Release, minute: Minute) -> str:
    """`3. Olaf, until …: clear the disk (A3)`."""
    owner = voice.person(release, minute.owner)
    if minute.due:
        owner = voice.say("{owner}, until {due}", owner=owner, due=voice.wall(minute.due, release.plan.zone))
    said = voice.say("{n}. {owner}: {text}", n=minute.number, owner=owner, text=voice.quote(minute.text, 500))
    return voice.say("{told} ({item})", told=said, item=minute.item) if minute.item else said


def _none(voice: Voice) -> tuple[str, ...]:
    return (voice.say("None."),)


def _taken(voice: Voice, taken: Iterable[Minute]) -> Iterator[str]:
    for minute in taken:
        yield voice.say("{n}. {text}", n=minute.number, text=voice.quote(minute.text, 500))


def _attendance(voice: Voice, release: Release, held: Minutes) -> Iterator[str]:
    yield voice.say("There: {people}", people=_all(voice, release, held.there) or voice.say("nobody yet"))
    if held.absent:
        yield voice.say("Not there: {people}", people=_all(voice, release, held.absent))
    if held.silent:
        yield voice.say("Did not answer: {people}", people=_all(voice, release, held.silent))


def _all(voice: Voice, release: Release, people: Iterable[str]) -> str:
    """Minutes name everybody, however many they are."""
    return voice.list(voice.person(release, person) for person in people)


def _objections(voice: Voice, release: Release, held: Minutes) -> Iterator[str]:
    for person, reason in held.objections:
        yield voice.say("{person}: {reason}", person=voice.person(release, person), reason=voice.said(reason))


def _responsible(voice: Voice, release: Release, about: Agenda) -> Iterator[str]:
    for each in about.responsible:
        yield _holders(voice, release, each)
    for topic in about.topics:
        held = voice.list(_holders(voice, release, each) for each in topic.responsible)
        if held:
            yield voice.say("{system}: {people}", system=voice.system(release.plan, topic.system), people=held)


def _holders(voice: Voice, release: Release, each: Responsible) -> str:
    people = _all(voice, release, each.people) or voice.say("nobody yet")
    return voice.say("{role} ({people})", role=voice.role(release.plan, each.role), people=people)


def _order(voice: Voice, release: Release, about: Agenda) -> Iterator[str]:
    for number, topic in enumerate(about.topics, 1):
        what = " ".join(filter(None, (_name(voice, release, topic.system), source(voice, topic.branch, topic.commit))))
        needs = voice.list(_name(voice, release, need) for need in topic.needs)
        yield (
            voice.say("{n}. {system}, after {needs}", n=number, system=what, needs=needs)
            if needs
            else voice.say("{n}. {system}", n=number, system=what)
        )


def _name(voice: Voice, release: Release, system: str) -> str:
    return voice.system(release.plan, system)


def _scripts(voice: Voice, release: Release, about: Agenda) -> Iterator[str]:
    for topic in about.topics:
        for script in topic.scripts:
            yield voice.say(
                "{system}: {script}, SHA-256 {digest}",
                system=_name(voice, release, topic.system),
                script=voice.quote(script.name),
                digest=script.digest[:DIGEST],
            )


def _database_back(voice: Voice, release: Release, about: Agenda) -> Iterator[str]:
    for topic in about.topics:
        for script in topic.scripts:
            words = {"system": _name(voice, release, topic.system), "script": voice.quote(script.name)}
            if script.rollback:
                yield voice.say(
                    "{system}: {script} is taken back by SHA-256 {digest}", **words, digest=script.rollback[:DIGEST]
                )
            else:
                yield voice.say("⚠️ {system}: {script} has no rollback script yet", **words)
        if topic.backup:
            yield backup(voice, release, topic.system, topic.backup)


def _applications_back(voice: Voice, release: Release, about: Agenda) -> Iterator[str]:
    """In the order in which they are taken back."""
    topics = {topic.system: topic for topic in about.topics}
    for number, system in enumerate(about.way_back, 1):
        yield voice.say(
            "{n}. {system}{back}", n=number, system=_name(voice, release, system),
            back="".join(_back(voice, release, topics[system])),
        )  # fmt: skip


def _back(voice: Voice, release: Release, topic: Topic) -> Iterator[str]:
    for name, previous in topic.previous:
        yield voice.say(
            ", {environment}: {previous}",
            environment=environment(voice, release, name),
            previous=_before(voice, previous),
        )


def _before(voice: Voice, previous: Previous | None) -> str:
    if previous is None:
        return voice.say("⚠️ nobody has said yet what ran before")
    if previous.nothing:
        return voice.say("it was not there before")
    return voice.say("back to {source}", source=source(voice, previous.branch, previous.commit))


def _risks(voice: Voice, release: Release, about: Agenda) -> Iterator[str]:
    yield from _taken(voice, about.risks)
    yield from (_bug(voice, release, bug) for bug in about.bugs)


def _bug(voice: Voice, release: Release, bug: Bug) -> str:
    return voice.say(
        "{bug} {severity} {system}: {title}",
        bug=voice.quote(bug.id),
        severity=voice.quote(bug.severity),
        system=voice.system(release.plan, bug.system),
        title=voice.quote(bug.title, 150),
    )


def _waived(voice: Voice, release: Release, about: Agenda) -> Iterator[str]:
    for key, mark in about.waived:
        yield voice.say(
            "{item}: {person}, {reason}", item=voice.named(release, key), person=voice.person(release, mark.person),
            reason=voice.said(mark.reason),
        )  # fmt: skip


def names(voice: Voice, release: Release, people: Iterable[str]) -> str:
    return voice.list(voice.person(release, person) for person in people) or "—"


def minutes_title(voice: Voice, meeting: Meeting) -> str:
    if not meeting.version:
        return voice.say("📝 Minutes of the deployment meeting, not posted yet")
    return voice.say("📝 Minutes of the deployment meeting, version {n}", n=meeting.version)


def minutes_state(voice: Voice, release: Release, meeting: Meeting) -> str:
    """Until when they may be objected to, who holds them, or since when they stand."""
    zone = release.plan.zone
    if meeting.settled_at:
        return voice.say("They stand since {at}.", at=voice.wall(meeting.settled_at, zone))
    if meeting.state != "closed" or meeting.posted_at is None:
        return voice.say("The meeting is not closed: they are edited as it goes on.")
    if meeting.objections:
        return voice.say("Held by the objection of {people}.", people=names(voice, release, meeting.objections))
    agreed = len(meeting.agreed & set(meeting.there))
    return voice.say(
        "{n} of {all} who were there agree; they may object until {until}: {line}",
        n=agreed,
        all=len(meeting.there),
        until=voice.wall(objections_until(release, meeting.posted_at), zone),
        line=lines.usage(voice, "/release minutes object REASON"),
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
        line=lines.usage(voice, "/release minutes strike 3 REASON"),
    )


def objections_until(release: Release, posted: datetime) -> datetime:
    plan = release.plan.meeting
    return posted + parse_duration(plan.objections) if plan else posted
