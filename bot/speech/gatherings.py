"""The deployment meeting as a message tells it: its state, who comes, how its minutes stand."""

from collections.abc import Iterable, Iterator

from bot.domain.meetings import Meeting
from bot.domain.release import Release
from bot.speech import lines
from bot.speech.meetings import objections_until, where_and_when
from bot.speech.voice import Voice


def bold(voice: Voice, text: str) -> str:
    return f"*{text}*" if voice.medium == "slack" else text


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
    yield voice.say("✅ Coming ({n}): {people}", n=len(meeting.there), people=_names(voice, release, meeting.there))
    if absent:
        yield voice.say("❌ Not coming ({n}): {people}", n=len(absent), people=_names(voice, release, absent))
    if unsure:
        yield voice.say("❔ Perhaps ({n}): {people}", n=len(unsure), people=_names(voice, release, unsure))
    if silent:
        yield voice.say("⏳ No answer yet ({n}): {people}", n=len(silent), people=_names(voice, release, silent))


def _names(voice: Voice, release: Release, people: Iterable[str]) -> str:
    return voice.list(voice.person(release, person) for person in people) or "—"


def how(voice: Voice, release: Release) -> str:
    """What a button does a reaction does too; and the lines during the meeting."""
    marks = release.plan.reactions
    return voice.say(
        ":{yes}: or :{no}: on this message answers too. In the meeting: {lines}",
        yes=marks.sign,
        no=marks.block,
        lines=voice.list(
            lines.usage(voice, each)
            for each in ("/release decision TEXT", "/release action @user WHEN TEXT", "/release risk TEXT")
        ),
    )


def invitation(voice: Voice, release: Release, meeting: Meeting, person: str, *, is_current: bool) -> str:
    """`is_current`: it is for the meeting as it is called now."""
    if meeting.state == "cancelled":
        return voice.say("The deployment meeting is cancelled: {reason}", reason=voice.said(meeting.reason))
    if not is_current:
        if meeting.state == "closed":
            return voice.say("The deployment meeting is over. Its minutes: `/release minutes`")
        return voice.say("The deployment meeting has been moved; the newer invitation is below.")
    head = voice.say(
        "📅 {person} invites you to the deployment meeting: {when}",
        person=voice.person(release, meeting.caller),
        when=where_and_when(voice, release, meeting),
    )
    clock = voice.say("On your clock: {moment}", moment=voice.moment(meeting.at))
    return "\n".join((bold(voice, head), clock, _answer(voice, meeting, person)))


def asks(voice: Voice) -> str:
    """Where a mail is read: in Slack there are buttons."""
    return voice.say("Do you come? In your calendar, or in Slack: {line}", line="/release meeting yes")


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
        return voice.say("Held by the objection of {people}.", people=_names(voice, release, meeting.objections))
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
