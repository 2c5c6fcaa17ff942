"""The minutes of the deployment meeting: taken down, struck, agreed to, objected to, settled (3a-4)."""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import replay
from bot.domain.plan.evidence import gives_something
from bot.domain.rules.facts import Decided, Facts
from bot.domain.rules.meetings import mail_of, not_called, stands_in, step_of
from bot.domain.state.meetings import Meeting
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED


def decide(release: Release, command: c.MinutesCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.TakeMinute():
            return take(release, command, actor, now)
        case c.StrikeMinute():
            return strike(release, command, actor, now)
        case c.AgreeToMinutes():
            return agree(release, actor, now)
        case c.ObjectToMinutes():
            return object_to(release, command, actor, now)
        case _:
            assert_never(command)


def take(release: Release, command: c.TakeMinute, actor: c.Actor, now: datetime) -> Decided:
    """During the meeting whoever was invited takes down; afterwards only who was there, as a new version."""
    meeting = release.meeting
    if meeting is None or meeting.state == "cancelled":
        return not_called(release, now)
    if refused := _may_write(release, meeting, actor, now):
        return refused
    if lacking := _unsaid(command):
        return lacking
    number = len(meeting.minutes) + 1
    taken = e.MinuteTaken(
        **Facts(actor, now).header,
        number=number,
        taken=command.taken,
        text=command.text.strip(),
        owner=command.owner,
        due=command.due,
        item=f"A{number}" if command.taken == "action" and meeting.state == "closed" else "",
    )
    return (taken, *_new_version(meeting, Facts(actor, now)))


def _unsaid(command: c.TakeMinute) -> r.Lacks | None:
    """What is taken down has words; what somebody is to do has somebody."""
    if command.taken == "action" and not command.owner:
        return r.Lacks("person", "action @user WHEN TEXT")
    return None if gives_something(command.text) else r.Lacks("minute", f"{command.taken} TEXT")


def strike(release: Release, command: c.StrikeMinute, actor: c.Actor, now: datetime) -> Decided:
    meeting = release.meeting
    if meeting is None or meeting.state == "cancelled":
        return not_called(release, now)
    if refused := _may_write(release, meeting, actor, now):
        return refused
    standing = tuple(minute.number for minute in meeting.standing_minutes)
    if command.number not in standing:
        return r.NoSuchMinute(command.number, standing)
    if not gives_something(command.reason):
        return r.Lacks("reason", f"minutes strike {command.number}")
    fact = Facts(actor, now)
    struck = e.MinuteStruck(**fact.header, number=command.number, reason=command.reason.strip())
    return (struck, *_dropped(release, meeting, struck, fact), *_new_version(meeting, fact))


def _dropped(release: Release, meeting: Meeting, struck: e.MinuteStruck, fact: Facts) -> Iterator[e.Event]:
    """The item that a struck action had become is waived, unless it is done; the reason stays visible on it."""
    items = (minute.item for minute in meeting.minutes if minute.number == struck.number)
    for item in items:
        if item and release.standing(item) not in SETTLED:
            yield e.Waived(**fact.header, item=item, reason=struck.reason)


def _may_write(release: Release, meeting: Meeting, actor: c.Actor, now: datetime) -> r.Refused | None:
    if meeting.state == "closed":
        return None if actor.person in meeting.there else r.WasNotThere(meeting.there)
    is_invited = actor.person in meeting.invited or stands_in(release, meeting, actor.person, now)
    return None if is_invited or actor.person in release.leads else r.NotInvited()


def _new_version(meeting: Meeting, fact: Facts) -> Iterator[e.Event]:
    """What is corrected after the minutes were posted makes a new version of them."""
    if meeting.version:
        yield e.MinutesPosted(**fact.header, version=meeting.version + 1)


def agree(release: Release, actor: c.Actor, now: datetime) -> Decided:
    meeting = release.meeting
    if refused := _no_say(release, meeting, actor, now):
        return refused
    if meeting is None or actor.person in meeting.agreed:
        return r.AgreedAlready()
    fact = Facts(actor, now)
    agreed = e.MinutesAgreed(**fact.header, version=meeting.version)
    after = replay((agreed,), release)
    return (agreed, *settled(after, fact)) if after.meeting and _all_agree(after.meeting) else (agreed,)


def object_to(release: Release, command: c.ObjectToMinutes, actor: c.Actor, now: datetime) -> Decided:
    meeting = release.meeting
    if refused := _no_say(release, meeting, actor, now):
        return refused
    if not gives_something(command.reason):
        return r.Lacks("reason", "minutes object")
    version = meeting.version if meeting else 0
    return (e.MinutesObjected(**Facts(actor, now).header, version=version, reason=command.reason.strip()),)


def _no_say(release: Release, meeting: Meeting | None, actor: c.Actor, now: datetime) -> r.Refused | None:
    if meeting is None or meeting.state == "cancelled":
        return not_called(release, now)
    if not meeting.version:
        return r.NoMinutes(meeting.until)
    if actor.person not in meeting.there:
        return r.WasNotThere(meeting.there)
    return r.MinutesStand(meeting.settled_at) if meeting.settled_at else None


def _all_agree(meeting: Meeting) -> bool:
    return meeting.state == "closed" and set(meeting.there) <= meeting.agreed and not meeting.objections


def settled(release: Release, fact: Facts) -> Iterator[e.Event]:
    """The minutes stand: they are mailed in the name of whoever signs them, whoever agreed last."""
    meeting, item = release.meeting, step_of(release, "minutes")
    if meeting is None:
        return
    yield e.MinutesSettled(**fact.header, version=meeting.version)
    if item is not None and item.step.mail:
        yield mail_of(release, item, meeting, fact)
