"""What is said of the deployment meeting and its minutes: to whoever acted, in the record, and as a refusal."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.meetings import Meeting
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.record.outcome import Done
from bot.speech import lines, minutes
from bot.speech.minutes import objections_until
from bot.speech.voice import Voice

TAKEN = {
    "decision": msgid("decision"),
    "action": msgid("action"),
    "risk": msgid("risk"),
    "note": msgid("note"),
}


def told(voice: Voice, done: Done, event: e.MeetingEvent | e.MinutesEvent) -> str:  # noqa: C901, PLR0911, PLR0912 - a flat table
    release, meeting = done.after, done.after.meeting
    if meeting is None:
        return ""
    match event:
        case e.MeetingCalled() | e.MeetingMoved():
            return _called(voice, release, meeting)
        case e.InvitedToo():
            people = voice.people(release, event.people)
            return voice.say("Invited to the deployment meeting, too: {people}.", people=people)
        case e.MeetingCancelled():
            return voice.say("The meeting is cancelled, and everybody who was invited is told.")
        case e.AttendanceAnswered():
            return _answered(voice, release, meeting, event)
        case e.MinuteTaken():
            return _taken(voice, release, meeting, event)
        case e.MinuteStruck():
            return voice.say("Struck from the minutes: {n}.", n=event.number)
        case e.MeetingClosed():
            return _closed(voice, release, event)
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


def _called(voice: Voice, release: Release, meeting: Meeting) -> str:
    when = where_and_when(voice, release, meeting)
    invited = voice.count("{n} person is invited", "{n} people are invited", len(meeting.invited))
    return voice.say("The meeting: {when}. {invited}, and asked whether they come.", when=when, invited=invited)


def where_and_when(voice: Voice, release: Release, meeting: Meeting) -> str:
    """`2026-06-11 14:00 (Asia/Shanghai), until 15:00, room 7`."""
    zone = release.plan.zone
    at, until = voice.wall(meeting.at, zone), voice.wall(meeting.until, zone)
    if at[:10] == until[:10]:
        until = until[11:16]
    if meeting.place:
        return voice.say("{at}, until {until}, {place}", at=at, until=until, place=voice.quote(meeting.place))
    return voice.say("{at}, until {until}", at=at, until=until)


def _answered(voice: Voice, release: Release, meeting: Meeting, event: e.AttendanceAnswered) -> str:
    when = voice.wall(meeting.at, release.plan.zone)
    if event.tentative:
        return voice.say("Perhaps you come to the meeting, {when}.", when=when)
    if event.coming is None:
        return voice.say("Your answer to the meeting is taken back.")
    if event.coming:
        return voice.say("You come to the meeting, {when}.", when=when)
    return voice.say("You do not come to the meeting, {when}.", when=when)


def _taken(voice: Voice, release: Release, meeting: Meeting, event: e.MinuteTaken) -> str:
    minute = meeting.minutes[-1]
    if event.taken == "action":
        return voice.say("Taken down, action {action}.", action=minutes.action(voice, release, minute))
    taken = voice.say(TAKEN[event.taken])
    return voice.say("Taken down, {taken} {n}: {text}.", taken=taken, n=event.number, text=voice.said(event.text))


def _closed(voice: Voice, release: Release, event: e.MeetingClosed) -> str:
    items = [voice.named(release, key) for _, key in event.actions]
    became = voice.say("Its actions are items now: {items}.", items=voice.few(items)) if items else ""
    return voice.sentences(voice.say("The meeting is closed."), became)


def what(voice: Voice, release: Release, event: e.MeetingEvent | e.MinutesEvent) -> str:  # noqa: C901, PLR0911, PLR0912 - a flat table
    zone = release.plan.zone
    match event:
        case e.MeetingCalled():
            return voice.say("called the deployment meeting for {at}", at=voice.wall(event.meeting_at, zone))
        case e.MeetingMoved():
            return voice.say("moved the deployment meeting to {at}", at=voice.wall(event.meeting_at, zone))
        case e.InvitedToo():
            people = voice.people(release, event.people)
            return voice.say("invited to the deployment meeting, too: {people}", people=people)
        case e.MeetingCancelled():
            return voice.say("cancelled the deployment meeting")
        case e.AttendanceAnswered(tentative=True):
            return voice.say("comes to the meeting, perhaps")
        case e.AttendanceAnswered(coming=None):
            return voice.say("took back the answer to the meeting")
        case e.AttendanceAnswered():
            return voice.say("comes to the meeting") if event.coming else voice.say("does not come to the meeting")
        case e.MinuteTaken(taken="action"):
            owner = voice.person(release, event.owner)
            if event.due:
                due = voice.wall(event.due, zone)
                return voice.say("took down action {n} for {person} until {due}", n=event.number, person=owner, due=due)
            return voice.say("took down action {n} for {person}", n=event.number, person=owner)
        case e.MinuteTaken():
            return voice.say("took down {taken} {n}", taken=voice.say(TAKEN[event.taken]), n=event.number)
        case e.MinuteStruck():
            return voice.say("struck {n} from the minutes", n=event.number)
        case e.MeetingClosed():
            return voice.say("closed the deployment meeting")
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


def refusal(voice: Voice, release: Release, refused: r.MeetingRefusal | r.MinutesRefusal) -> str:  # noqa: C901, PLR0911, PLR0912 - a flat table
    zone = release.plan.zone
    match refused:
        case r.NoMeetings():
            return voice.say("This plan has no deployment meeting.")
        case r.NoMeeting(people):
            return _call_it(voice, release, people)
        case r.CallsMeeting(item):
            return voice.say(
                "{item} is signed by calling the meeting. When is it, and where? {line}",
                item=voice.named(release, item),
                line=lines.on_item(voice, release, "done", item, "WHEN", "in", "ROOM"),
            )
        case r.EndsTooSoon(at, until):
            return voice.say(
                "The meeting would end at {until}, before it begins at {at}. Name a later end, or none: {line}",
                until=voice.wall(until, zone),
                at=voice.wall(at, zone),
                line=lines.usage(voice, "/release meeting at WHEN until WHEN"),
            )
        case r.MeetingOver():
            return voice.say("The meeting is closed. What can still be corrected are its minutes: `/release minutes`")
        case r.MeetingAhead(at):
            return voice.say(
                "The meeting has not begun; it begins {when}. If it is over earlier, move it first: {line}",
                when=voice.moment(at), line=voice.code("/release meeting at WHEN"),
            )  # fmt: skip
        case r.NotInvited():
            return voice.say("You are not invited to the meeting. Who is: `/release meeting`")
        case r.RolesAbsent(roles):
            return voice.say(
                "The meeting stays open: nobody is there as {roles}. They come, or somebody stands in for them: {line}",
                roles=voice.list(voice.holders(release, each) for each in roles),
                line=voice.code("/release standin @user for @user"),
            )
        case r.WasNotThere(people):
            return voice.say(
                "The minutes are for those to judge who were there: {people}. Please tell one of them.",
                people=voice.people(release, people) or voice.say("nobody yet"),
            )
        case r.NoSuchMinute(number, known):
            return voice.say(
                "The minutes have no {n}; they have {known}. All of it: `/release minutes`",
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
                line=lines.usage(voice, "/release minutes note TEXT"),
            )
        case r.MinutesUnsettled():
            return _unsettled(voice, release, refused)
        case _:
            assert_never(refused)


def _unsettled(voice: Voice, release: Release, refused: r.MinutesUnsettled) -> str:
    if refused.objections:
        held = [
            voice.say("{person}: {reason}", person=voice.person(release, person), reason=voice.said(reason))
            for person, reason in refused.objections
        ]
        return voice.say(
            "The minutes are held by an objection: {objections}. "
            "Correct them, or whoever objects agrees: `/release minutes agree`",
            objections=voice.few(held),
        )
    return voice.say(
        "The minutes wait for {people} to agree, or for the end of objections at {until}. `/release minutes agree`",
        people=voice.people(release, refused.people),
        until=voice.wall(refused.until, release.plan.zone),
    )


def none_called(voice: Voice, release: Release) -> str:
    """Where somebody asks for a meeting that is not called."""
    if release.plan.meeting is None:
        return voice.say("This plan has no deployment meeting.")
    call = next((item for item in release.layout.items.values() if item.step.meeting == "call"), None)
    holders = (person for slot in call.slots for person in release.holders(slot.role, None)) if call else ()
    return _call_it(voice, release, tuple(dict.fromkeys(holders)) or release.leads)


def _call_it(voice: Voice, release: Release, people: tuple[str, ...]) -> str:
    return voice.say(
        "No meeting is called. {people} can call it: {line}",
        people=voice.people(release, people),
        line=lines.usage(voice, "/release meeting at WHEN in ROOM"),
    )
