"""The deployment meeting: called, moved, answered, closed by those who were there (3a-1, 3a-3)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import replay
from bot.domain.plan.evidence import gives_something
from bot.domain.plan.layout import Item
from bot.domain.plan.moments import parse_duration
from bot.domain.reading.mails import in_name_of
from bot.domain.reading.meetings import absent
from bot.domain.reading.staffing import asked
from bot.domain.reading.standing import claims, voters
from bot.domain.rules.facts import Decided, Facts
from bot.domain.rules.signature import sign
from bot.domain.state.meetings import Meeting
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED


def decide(release: Release, command: c.MeetingCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.CallMeeting():
            return call(release, command, actor, now)
        case c.CancelMeeting():
            return cancel(release, command, actor, now)
        case c.Attend():
            return attend(release, command, actor, now)
        case c.TakeBackAttendance():
            return take_back(release, command, actor, now)
        case c.CloseMeeting():
            return close(release, actor, now)
        case _:
            assert_never(command)


def call(release: Release, command: c.CallMeeting, actor: c.Actor, now: datetime) -> Decided:
    """Whoever signs the step that calls it; once it is called they, or the lead, move it."""
    item, plan = step_of(release, "call"), release.plan.meeting
    if item is None or plan is None:
        return r.NoMeetings()
    if command.at <= now:
        return r.PastMoment(command.at, now + timedelta(days=1), "meeting")
    if now < release.go_live <= command.at:
        return r.AfterGoLive(command.at, release.go_live)
    until = command.until or command.at + parse_duration(plan.lasts)
    if until <= command.at:
        return r.EndsTooSoon(command.at, until)
    fact = Facts(actor, now)
    meeting = release.meeting
    caller = meeting.caller if meeting and meeting.state == "called" else actor.person
    invited = tuple(dict.fromkeys((*_to_invite(release), caller)))
    if meeting is None or meeting.state == "cancelled":
        if release.standing(item.id) in SETTLED:
            return _again(release, item, fact, command, until, invited)
        called = e.MeetingCalled(
            **fact.header, meeting_at=command.at, until=until, place=command.place, invited=invited
        )
        signed = sign(replay((called,), release), c.Sign(item.id, command.place), actor, now)
        return (called, *signed) if isinstance(signed, tuple) else signed
    if refused := _may_steer(release, meeting, item, actor, now):
        return refused
    moved = e.MeetingMoved(
        **fact.header, meeting_at=command.at, until=until, place=command.place or meeting.place, invited=invited
    )
    return (moved, *_signed_again(release, item, command, fact), mail_of(release, item, meeting, fact))


def _to_invite(release: Release) -> Iterator[str]:
    for role in release.plan.meeting.invites if release.plan.meeting else ():
        yield from release.holders(role, None)


def reinvited(release: Release, happened: Sequence[e.Event], fact: Facts) -> Iterator[e.Event]:
    """Whoever comes to hold an invited role, or holds none any more, is told alone; for the others it is the same call.

    However that came about: a role given to somebody else, an account switched off or on again.
    """
    if not any(isinstance(event, e.StaffingEvent) for event in happened):
        return
    after = replay(happened, release)
    item, meeting = step_of(after, "call"), after.meeting
    if item is None or meeting is None or meeting.state != "called":
        return
    wanted, former = tuple(dict.fromkeys(_to_invite(after))), {*_to_invite(release)}
    late = tuple(person for person in wanted if person not in meeting.invited)
    off = tuple(who for who in meeting.invited if who in former and who not in (*wanted, meeting.caller))
    changes: list[e.InvitedToo | e.Uninvited] = []
    if late:
        changes.append(e.InvitedToo(**fact.header, people=late))
    if off:
        changes.append(e.Uninvited(**fact.header, people=off))
    for change in changes:
        told = tuple(filter(after.takes_part, change.people))  # who may not act is sent nothing
        step = (change, *((_mail(after, item, meeting, fact, told),) if told else ()))
        yield from step
        after = replay(step, after)


def _signed_again(release: Release, item: Item, command: c.CallMeeting, fact: Facts) -> tuple[e.Event, ...]:
    """Whoever took the step's signature back and moves the meeting has signed it; one mail tells both."""
    signed = sign(release, c.Sign(item.id, command.place), fact.actor, fact.now)
    return tuple(each for each in signed if not isinstance(each, e.MailOwed)) if isinstance(signed, tuple) else ()


def _again(
    release: Release, item: Item, fact: Facts, command: c.CallMeeting, until: datetime, invited: tuple[str, ...]
) -> Decided:
    """One was cancelled by a version that left its step signed: whoever may sign it, or the lead, calls the next."""
    if not claims(release, item, fact.actor.person, fact.now) and fact.actor.person not in release.leads:
        return r.NoMeeting(release.leads)
    called = e.MeetingCalled(**fact.header, meeting_at=command.at, until=until, place=command.place, invited=invited)
    after = replay((called,), release).meeting
    return (called, *((mail_of(release, item, after, fact),) if after else ()))


def cancel(release: Release, command: c.CancelMeeting, actor: c.Actor, now: datetime) -> Decided:
    item, meeting = step_of(release, "call"), release.meeting
    if item is None or meeting is None or meeting.state == "cancelled":
        return not_called(release, now)
    if refused := _may_steer(release, meeting, item, actor, now):
        return refused
    if not gives_something(command.reason):
        return r.Lacks("reason", "meeting cancel")
    fact = Facts(actor, now)
    parts = (key for key, part in release.layout.items.items() if part.step.meeting and release.records[key].signatures)
    reopened = (e.Reopened(**fact.header, item=key, because=item.id) for key in parts)
    return (*called_off(release, command.reason.strip(), fact), *reopened)


def called_off(release: Release, reason: str, fact: Facts) -> Iterator[e.Event]:
    """The meeting that is called, if one is, and its mail: calendars are told as well as people."""
    item, meeting = step_of(release, "call"), release.meeting
    if item and meeting and meeting.state == "called":
        yield e.MeetingCancelled(**fact.header, reason=reason)
        yield mail_of(release, item, meeting, fact)


def _may_steer(release: Release, meeting: Meeting, item: Item, actor: c.Actor, now: datetime) -> r.Refused | None:
    if meeting.state == "closed":
        return r.MeetingOver()
    if actor.person == meeting.caller or actor.person in release.leads or claims(release, item, actor.person, now):
        return None
    return r.LeadOnly((meeting.caller, *release.leads))


def attend(release: Release, command: c.Attend, actor: c.Actor, now: datetime) -> Decided:
    meeting = release.meeting
    if meeting is None or meeting.state == "cancelled":
        return not_called(release, now)
    if meeting.state == "closed":
        return r.MeetingOver()
    if actor.person not in meeting.invited and not stands_in(release, meeting, actor.person, now):
        return r.NotInvited()
    answered = e.AttendanceAnswered(
        **Facts(actor, now).header,
        coming=command.coming,
        message=command.message,
        tentative=command.coming is None,
    )
    return (answered,)


def take_back(release: Release, command: c.TakeBackAttendance, actor: c.Actor, now: datetime) -> Decided:
    """Only what this very emoji had answered; a later answer, given otherwise, stays."""
    meeting = release.meeting
    answered = (meeting.marks.get(actor.person), meeting.answers.get(actor.person)) if meeting else None
    if meeting is None or meeting.state != "called" or answered != (command.message, command.coming):
        return r.NothingToTakeBack("", "none")
    return (e.AttendanceAnswered(**Facts(actor, now).header, coming=None),)


def stands_in(release: Release, meeting: Meeting, person: str, now: datetime) -> bool:
    return any(s.person == person and s.instead_of in meeting.invited and s.acts(now) for s in release.stand_ins)


def is_closed_by(release: Release, signing: c.Sign) -> bool:
    """Whether this signature is the end of the meeting: it is on, and the item is the one that holds it."""
    is_on = release.meeting is not None and release.meeting.state == "called"
    return is_on and release.item(signing.item).step.meeting == "hold"


def close(release: Release, actor: c.Actor, now: datetime, signing: c.Sign | None = None) -> Decided:
    """Whoever signs the step that holds it; a required role with nobody there keeps it open (3a-1).

    The minutes are posted anew even after the planned end: the time for objections begins when all is said.
    `signing`: how the step is signed, where that is what closes the meeting.
    """
    item, meeting = step_of(release, "hold"), release.meeting
    if item is None or meeting is None or meeting.state == "cancelled":
        return not_called(release, now)
    if meeting.state == "closed":
        return r.MeetingOver()
    fact = Facts(actor, now)
    actions = [minute.number for minute in meeting.standing_minutes if minute.taken == "action"]
    closed = e.MeetingClosed(**fact.header, actions=tuple((number, f"A{number}") for number in actions))
    posted = e.MinutesPosted(**fact.header, version=meeting.version + 1)
    signed = sign(replay((closed, posted), release), signing or c.Sign(item.id), actor, now)
    if not isinstance(signed, tuple):
        return signed
    if roles := absent(release, meeting, now):
        return r.RolesAbsent(roles)
    return r.MeetingAhead(meeting.at) if now < meeting.at else (closed, posted, *signed)


def mail_of(release: Release, item: Item, meeting: Meeting, fact: Facts) -> e.MailOwed:
    """The invitation, its change or cancellation, or the minutes: to all who are invited."""
    roles = item.step.mail.to if item.step.mail else ()
    people = (person for role in roles for person in release.holders(role, None))
    return _mail(release, item, meeting, fact, tuple(dict.fromkeys((*meeting.invited, *people))))


def _mail(release: Release, item: Item, meeting: Meeting, fact: Facts, to: tuple[str, ...]) -> e.MailOwed:
    """In the name of whoever the process has send it, whose act ever brought it about.

    What is told of the meeting comes from who called it, the organizer of the calendars (RFC 5546, 2.1.4:
    https://www.rfc-editor.org/rfc/rfc5546#section-2.1.4); the minutes from who signs them.
    """
    signers = [each.person for each in release.records[item.id].signatures] or asked(
        release, voters(release, item, fact.now)
    )
    who = meeting.caller if item.step.meeting == "call" or not signers else signers[0]
    header = {**fact.header, "by": in_name_of(release, who)}
    return e.MailOwed(**header, mail=f"M{len(release.mails) + 1}", item=item.id, to=to)


def step_of(release: Release, part: str) -> Item | None:
    return next((item for item in release.layout.items.values() if item.step.meeting == part), None)


def not_called(release: Release, now: datetime) -> r.Refused:
    item = step_of(release, "call")
    if item is None:
        return r.NoMeetings()
    may = tuple(dict.fromkeys(vote.person for vote in voters(release, item, now)))
    return r.NoMeeting(may or release.leads)
