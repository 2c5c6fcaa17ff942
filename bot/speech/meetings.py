"""The deployment meeting as a message tells it: its state, and who comes."""

from collections.abc import Iterator

from bot.domain.reading.meetings import is_off_for, is_too_late
from bot.domain.state.meetings import Meeting
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import lines
from bot.speech.minutes import names
from bot.speech.voice import Label, Voice


class Labels(Label):
    COMING = msgid("Coming")
    NOT_COMING = msgid("Not coming")
    FORM = msgid("Call the meeting")
    CALL = msgid("Call")
    WHEN = msgid("When it begins, on your clock")
    LENGTH = msgid("How long")
    PLACE = msgid("Room or link")


def title(voice: Voice, meeting: Meeting) -> str:
    match meeting.state:
        case "called":
            return voice.say("📅 Deployment meeting")
        case "closed":
            return voice.say("✅ Deployment meeting, closed")
        case "cancelled":
            return voice.say("🚫 Deployment meeting, cancelled")


def facts(voice: Voice, release: Release, meeting: Meeting) -> Iterator[str]:
    """When and where, by the plan's clock and the reader's own; who comes, who does not, who has not said."""
    yield where_and_when(voice, release, meeting)
    if voice.medium == "slack":
        yield voice.say("On your clock: {moment}", moment=voice.moment(meeting.at))
    yield voice.say("Called by {person}", person=voice.person(release, meeting.caller))
    if meeting.state == "cancelled":
        yield voice.say("Why: {reason}", reason=voice.said(meeting.reason))
        return
    absent, unsure, silent = meeting.absent, meeting.unsure, meeting.silent
    yield voice.say("✅ Coming ({n}): {people}", n=len(meeting.there), people=names(voice, release, meeting.there))
    if absent:
        yield voice.say("❌ Not coming ({n}): {people}", n=len(absent), people=names(voice, release, absent))
    if unsure:
        yield voice.say("❔ Perhaps ({n}): {people}", n=len(unsure), people=names(voice, release, unsure))
    if silent:
        yield voice.say("⏳ No answer yet ({n}): {people}", n=len(silent), people=names(voice, release, silent))


def where_and_when(voice: Voice, release: Release, meeting: Meeting) -> str:
    """`2026-06-11 14:00 (Asia/Shanghai), until 15:00, room 7`."""
    zone = release.plan.zone
    at, until = voice.wall(meeting.at, zone), voice.wall(meeting.until, zone)
    if at[:10] == until[:10]:
        until = until[11:16]
    if meeting.place:
        return voice.say("{at}, until {until}, {place}", at=at, until=until, place=voice.quote(meeting.place))
    return voice.say("{at}, until {until}", at=at, until=until)


def how(voice: Voice, release: Release) -> str:
    """What a button does a reaction does too; and the lines during the meeting."""
    marks = release.plan.reactions
    return voice.say(
        ":{yes}: or :{no}: on this message answers too. In the meeting: {lines}",
        yes=marks.sign,
        no=marks.block,
        lines=voice.list(lines.usage(voice, each) for each in ("decision TEXT", "action @user WHEN TEXT", "risk TEXT")),
    )


def invitation(voice: Voice, release: Release, meeting: Meeting, person: str, *, is_current: bool) -> str:
    """`is_current`: it is for the meeting as it is called now."""
    if meeting.state == "cancelled":
        return voice.say("The deployment meeting is cancelled: {reason}", reason=voice.said(meeting.reason))
    if is_off_for(meeting, (person,)):
        return uninvited(voice, release, meeting)
    if not is_current:
        if meeting.state == "closed":
            return voice.say("The deployment meeting is over. Its minutes: `{command} minutes`")
        return voice.say("The deployment meeting has been moved; the newer invitation is below.")
    head = voice.say(
        "📅 {person} invites you to the deployment meeting: {when}",
        person=voice.person(release, meeting.caller),
        when=where_and_when(voice, release, meeting),
    )
    clock = voice.say("On your clock: {moment}", moment=voice.moment(meeting.at))
    return "\n".join((voice.bold(head), clock, _answer(voice, meeting, person)))


def uninvited(voice: Voice, release: Release, meeting: Meeting) -> str:
    return voice.say(
        "You need not come to the deployment meeting, {when}: you hold none of the roles any more that it is for.",
        when=where_and_when(voice, release, meeting),
    )


def too_late(voice: Voice, release: Release) -> str:
    """Go-live comes before the meeting; "" where it does not, or not any more."""
    meeting = release.meeting
    if meeting is None or not is_too_late(release):
        return ""
    return voice.say(
        "The deployment meeting, {when}, comes after go-live, {go_live}. {caller} or a lead moves it: {line}",
        when=where_and_when(voice, release, meeting),
        go_live=voice.wall(release.go_live, release.plan.zone),
        caller=voice.person(release, meeting.caller),
        line=lines.usage(voice, "meeting at WHEN in ROOM"),
    )


def in_time(voice: Voice) -> str:
    return voice.say("The deployment meeting comes before go-live, or is over.")


def asks(voice: Voice) -> str:
    """Where a mail is read: in Slack there are buttons."""
    return voice.say("Do you come? In your calendar, or in Slack: {line}", line=voice.typed("meeting yes"))


def _answer(voice: Voice, meeting: Meeting, person: str) -> str:
    if person not in meeting.answers:
        return voice.say("Do you come?")
    match meeting.answers[person]:
        case True:
            return voice.say("✅ You come.")
        case False:
            return voice.say("❌ You do not come.")
        case None:
            return voice.say("❔ You come perhaps. For sure?")


def call_it(voice: Voice, release: Release, people: tuple[str, ...]) -> str:
    """Who can call a meeting, where there is none."""
    return voice.say(
        "No meeting is called. {people} can call it: {line}",
        people=voice.people(release, people),
        line=lines.usage(voice, "meeting at WHEN in ROOM"),
    )
