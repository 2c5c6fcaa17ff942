"""The deployment meeting: called, moved, cancelled, closed, answered; and why it cannot be."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.meetings import Meeting
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import checks, lines
from bot.speech.meetings import call_it, too_late, where_and_when
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.MeetingEvent) -> str:
    release, meeting = done.after, done.after.meeting
    if meeting is None:
        return ""
    match event:
        case e.MeetingCalled() | e.MeetingMoved():
            return _called(voice, release, meeting)
        case e.InvitedToo():
            people = voice.people(release, event.people)
            return voice.say("Invited to the deployment meeting, too: {people}.", people=people)
        case e.Uninvited():
            people = voice.people(release, event.people)
            return voice.say("No longer invited to the deployment meeting: {people}.", people=people)
        case e.MeetingCancelled():
            return voice.say("The meeting is cancelled, and everybody who was invited is told.")
        case e.AttendanceAnswered():
            return _answered(voice, release, meeting, event)
        case e.MeetingClosed():
            return _closed(voice, release, event)
        case _:
            assert_never(event)


def _called(voice: Voice, release: Release, meeting: Meeting) -> str:
    when = where_and_when(voice, release, meeting)
    invited = voice.count("{n} person is invited", "{n} people are invited", len(meeting.invited))
    called = voice.say("The meeting: {when}. {invited}, and asked whether they come.", when=when, invited=invited)
    return voice.sentences(called, checks.odd_hours(voice, release, "meeting", meeting.at), too_late(voice, release))


def _answered(voice: Voice, release: Release, meeting: Meeting, event: e.AttendanceAnswered) -> str:
    when = voice.wall(meeting.at, release.plan.zone)
    if event.tentative:
        return voice.say("Perhaps you come to the meeting, {when}.", when=when)
    if event.coming is None:
        return voice.say("Your answer to the meeting is taken back.")
    if event.coming:
        return voice.say("You come to the meeting, {when}.", when=when)
    return voice.say("You do not come to the meeting, {when}.", when=when)


def _closed(voice: Voice, release: Release, event: e.MeetingClosed) -> str:
    items = [voice.named(release, key) for _, key in event.actions]
    became = voice.say("Its actions are items now: {items}.", items=voice.few(items)) if items else ""
    return voice.sentences(voice.say("The meeting is closed."), became)


def what(voice: Voice, release: Release, event: e.MeetingEvent) -> str:  # noqa: PLR0911 - one line an event
    zone = release.plan.zone
    match event:
        case e.MeetingCalled():
            return voice.say("called the deployment meeting for {at}", at=voice.wall(event.meeting_at, zone))
        case e.MeetingMoved():
            return voice.say("moved the deployment meeting to {at}", at=voice.wall(event.meeting_at, zone))
        case e.InvitedToo():
            people = voice.people(release, event.people)
            return voice.say("invited to the deployment meeting, too: {people}", people=people)
        case e.Uninvited():
            people = voice.people(release, event.people)
            return voice.say("no longer invited to the deployment meeting: {people}", people=people)
        case e.MeetingCancelled():
            return voice.say("cancelled the deployment meeting")
        case e.AttendanceAnswered(tentative=True):
            return voice.say("comes to the meeting, perhaps")
        case e.AttendanceAnswered(coming=None):
            return voice.say("took back the answer to the meeting")
        case e.AttendanceAnswered():
            return voice.say("comes to the meeting") if event.coming else voice.say("does not come to the meeting")
        case e.MeetingClosed():
            return voice.say("closed the deployment meeting")
        case _:
            assert_never(event)


def words(event: e.MeetingEvent) -> str:
    return event.reason if isinstance(event, e.MeetingCancelled) else ""


def refusal(voice: Voice, release: Release, refused: r.MeetingRefusal) -> str:  # noqa: PLR0911 - one line a refusal
    zone = release.plan.zone
    match refused:
        case r.NoMeetings():
            return voice.say("This plan has no deployment meeting.")
        case r.NoMeeting(people):
            return call_it(voice, release, people)
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
                line=lines.usage(voice, "meeting at WHEN until WHEN"),
            )
        case r.AfterGoLive(at, go_live):
            return voice.say(
                "The meeting would begin at {at}, after go-live at {go_live}. Name an earlier time: {line} "
                "Or a lead moves go-live first: {later}",
                at=voice.wall(at, zone),
                go_live=voice.wall(go_live, zone),
                line=lines.usage(voice, "meeting at WHEN in ROOM"),
                later=lines.usage(voice, "reschedule to WHEN"),
            )
        case r.MeetingOver():
            return voice.say("The meeting is closed. What can still be corrected are its minutes: `{command} minutes`")
        case r.MeetingAhead(at):
            return voice.say(
                "The meeting has not begun; it begins {when}. If it is over earlier, move it first: {line}",
                when=voice.moment(at), line=lines.usage(voice, "meeting at WHEN"),
            )  # fmt: skip
        case r.NotInvited():
            return voice.say("You are not invited to the meeting. Who is: `{command} meeting`")
        case r.RolesAbsent(roles):
            return voice.say(
                "The meeting stays open: nobody is there as {roles}. They come, or somebody stands in for them: {line}",
                roles=voice.list(voice.holders(release, each) for each in roles),
                line=voice.line("standin @user for @user"),
            )
        case _:
            assert_never(refused)


def none_called(voice: Voice, release: Release) -> str:
    """Where somebody asks for a meeting that is not called."""
    if release.plan.meeting is None:
        return voice.say("This plan has no deployment meeting.")
    call = next((item for item in release.layout.items.values() if item.step.meeting == "call"), None)
    holders = (person for slot in call.slots for person in release.holders(slot.role, None)) if call else ()
    return call_it(voice, release, tuple(dict.fromkeys(holders)) or release.leads)
