"""The minutes: taken down, posted, agreed to or objected to; and why they cannot be."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.meetings import Meeting
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import lines
from bot.speech import minutes as minutes_words
from bot.speech.minutes import TAKEN, objections_until
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.MinutesEvent) -> str:
    release, meeting = done.after, done.after.meeting
    if meeting is None:
        return ""
    match event:
        case e.MinuteTaken():
            return _taken(voice, release, meeting, event)
        case e.MinuteStruck():
            return voice.say("Struck from the minutes: {n}.", n=event.number)
        case e.MinutesPosted():
            return voice.say(
                "Version {n} of the minutes is posted; who was there may object until {until}.",
                n=event.version,
                until=voice.moment(objections_until(release, event.at)),
            ) if meeting.state == "closed" else ""  # fmt: skip
        case e.MinutesAgreed():
            return voice.say("You agree to version {n} of the minutes.", n=event.version)
        case e.MinutesObjected():
            caller = voice.person(release, meeting.caller)
            return voice.say("The minutes are held by your objection; {person} is told.", person=caller)
        case e.MinutesSettled():
            return voice.say("The minutes stand, and are mailed.")
        case _:
            assert_never(event)


def _taken(voice: Voice, release: Release, meeting: Meeting, event: e.MinuteTaken) -> str:
    minute = meeting.minutes[-1]
    if event.taken == "action":
        return voice.say("Taken down, action {action}.", action=minutes_words.action(voice, release, minute))
    taken = voice.say(TAKEN[event.taken])
    return voice.say("Taken down, {taken} {n}: {text}.", taken=taken, n=event.number, text=voice.said(event.text))


def what(voice: Voice, release: Release, event: e.MinutesEvent) -> str:
    match event:
        case e.MinuteTaken(taken="action"):
            return _took_action(voice, release, event)
        case e.MinuteTaken():
            return voice.say("took down {taken} {n}", taken=voice.say(TAKEN[event.taken]), n=event.number)
        case e.MinuteStruck():
            return voice.say("struck {n} from the minutes", n=event.number)
        case e.MinutesPosted():
            posted = voice.say("posted version {n} of the minutes", n=event.version)
            return voice.say("{told} (late: the bot had been away)", told=posted) if event.late else posted
        case e.MinutesAgreed():
            return voice.say("agreed to version {n} of the minutes", n=event.version)
        case e.MinutesObjected():
            return voice.say("objected to version {n} of the minutes", n=event.version)
        case e.MinutesSettled():
            return voice.say("version {n} of the minutes stands", n=event.version)
        case _:
            assert_never(event)


def _took_action(voice: Voice, release: Release, event: e.MinuteTaken) -> str:
    owner = voice.person(release, event.owner)
    if event.due:
        due = voice.wall(event.due, release.plan.zone)
        return voice.say("took down action {n} for {person} until {due}", n=event.number, person=owner, due=due)
    return voice.say("took down action {n} for {person}", n=event.number, person=owner)


def words(event: e.MinutesEvent) -> str:
    match event:
        case e.MinuteTaken():
            return event.text
        case e.MinuteStruck() | e.MinutesObjected():
            return event.reason
        case e.MinutesPosted() | e.MinutesAgreed() | e.MinutesSettled():
            return ""
        case _:
            assert_never(event)


def refusal(voice: Voice, release: Release, refused: r.MinutesRefusal) -> str:
    zone = release.plan.zone
    match refused:
        case r.WasNotThere(people):
            return voice.say(
                "The minutes are for those to judge who were there: {people}. Please tell one of them.",
                people=voice.people(release, people) or voice.say("nobody yet"),
            )
        case r.NoSuchMinute(number, known):
            return voice.say(
                "The minutes have no {n}; they have {known}. All of it: `{command} minutes`",
                n=number,
                known=voice.few([str(each) for each in known]) or voice.say("nothing yet"),
            )
        case r.NoMinutes(at):
            return voice.say(
                "The minutes are not posted yet; they are at {at}, or when the meeting is closed.",
                at=voice.wall(at, zone),
            )
        case r.AgreedAlready():
            return voice.say("You have agreed to this version of the minutes already.")
        case r.MinutesStand(at):
            return voice.say(
                "The minutes have stood since {at}. A correction makes a new version: {line}",
                at=voice.wall(at, zone),
                line=lines.usage(voice, "minutes note TEXT"),
            )
        case r.MinutesUnsettled():
            return minutes_words.unsettled(voice, release, refused)
        case _:
            assert_never(refused)
