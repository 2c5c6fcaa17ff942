"""What the bot answers when something has happened: what it was, and what it means next (law 1).

`answer` takes the whole outcome, so that one sentence tells of everything a command did. Decides nothing.
"""

from typing import assert_never

from bot.domain import events as e
from bot.domain.plan.moments import parse_duration
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import lines
from bot.speech.consequences import next_up, reclosed, settling, still_shut
from bot.speech.log import what
from bot.speech.outcomes import watching, work
from bot.speech.outcomes.course import started
from bot.speech.outcomes.staffing import staffed
from bot.speech.report import posting
from bot.speech.voice import Voice


def answer(voice: Voice, done: Done, actor_person: str) -> str:
    """Whole sentences for whoever asked: first what was asked for, then what it brought about."""
    return voice.sentences(*(_told(voice, done, event, actor_person) for event in _main(done.events)))


def _main(events: tuple[e.Event, ...]) -> tuple[e.Event, ...]:
    """The events told one by one; what they reopened or finished is told with them."""
    if failed := tuple(event for event in events if isinstance(event, e.Deployed) and event.failed):
        return failed
    if any(isinstance(event, e.Blocked) for event in events):  # words left for an item became the block's reason
        return tuple(event for event in events if isinstance(event, e.Blocked))
    signed = any(isinstance(event, e.Signed) for event in events)  # what a failure had shut opens with the signature
    besides = (
        e.Reopened | e.Finished | e.StandInBegan | e.Unblocked if signed else e.Reopened | e.Finished | e.StandInBegan
    )
    told = tuple(event for event in events if not isinstance(event, besides))
    return told or events


def _told(voice: Voice, done: Done, event: e.Event, actor: str) -> str:  # noqa: C901, PLR0911, PLR0912 - a flat table
    after = done.after
    if isinstance(event, work.WORK):
        return work.told(voice, done, event, actor)
    if isinstance(event, e.WatchEvent | e.ListingEvent):
        return watching.told(voice, done, event)
    match event:
        case e.Started():
            return started(voice, after, event.at)
        case e.Signed():
            return voice.sentences(_signed(voice, after, event), settling(voice, done, event, actor))
        case e.Waived():
            return voice.sentences(_waived(voice, after, event), settling(voice, done, event, actor))
        case e.Withdrawn() | e.WaiverWithdrawn():
            return voice.sentences(_taken_back(voice, after, event, actor), reclosed(voice, done))
        case e.Blocked():
            return _blocked(voice, after, event)
        case e.Unblocked():
            lifted = voice.say("Unblocked {item}.", item=voice.named(after, event.item))
            return voice.sentences(
                lifted, next_up(voice, done, event.at, actor) or still_shut(voice, after, event.item)
            )
        case e.Watched() | e.Unwatched() | e.Noted():
            return _noticed(voice, after, event)
        case e.Assigned() | e.StandInNamed() | e.Linked():
            return voice.sentences(staffed(voice, after, event), next_up(voice, done, event.at, actor))
        case e.Paused() | e.Resumed() | e.Aborted() | e.Rescheduled():
            return _turned(voice, done.after, event)
        case e.ReportAsked():
            return posting.asked(voice, after)
        case e.Reopened() | e.StandInBegan() | e.StandInEnded() | e.Reminded() | e.Escalated() | e.Finished():
            return voice.say("{what}.", what=what(voice, after, event))
        case _:
            assert_never(event)


def _signed(voice: Voice, release: Release, event: e.Signed) -> str:
    item = voice.named(release, event.item)
    role = voice.role(release.plan, event.role)
    if not event.instead_of:
        return voice.say("Signed {item} as {role}.", item=item, role=role)
    return voice.say(
        "Signed {item} as {role}: {person} for {absent}; both names are on the record.",
        item=item,
        role=role,
        person=voice.person(release, event.by),
        absent=voice.person(release, event.instead_of),
    )


def _waived(voice: Voice, release: Release, event: e.Waived) -> str:
    return voice.say(
        "Waived {item}: {reason}. That stays visible in every view and report.",
        item=voice.named(release, event.item),
        reason=voice.said(event.reason),
    )


def _taken_back(voice: Voice, release: Release, event: e.Withdrawn | e.WaiverWithdrawn, actor: str) -> str:
    item = voice.named(release, event.item)
    if isinstance(event, e.WaiverWithdrawn):
        return voice.say("The waiver of {item} is taken back.", item=item)
    role = voice.role(release.plan, event.role)
    if event.person == actor:
        return voice.say("Your signature as {role} on {item} is taken back.", role=role, item=item)
    person = voice.person(release, event.person)
    return voice.say(
        "The signature of {person} as {role} on {item} is taken back.", person=person, role=role, item=item
    )


def _blocked(voice: Voice, release: Release, event: e.Blocked) -> str:
    item = voice.named(release, event.item)
    if not event.reason:
        line = lines.on_item(voice, release, "block", event.item, "REASON")
        return voice.say("Blocked {item}. Please say why, so that it can be solved: {line}", item=item, line=line)
    told = voice.people(release, [lead for lead in release.leads if lead != event.by])
    return voice.sentences(
        voice.say("Blocked {item}: {reason}.", item=item, reason=voice.said(event.reason)),
        voice.say("Told: {people}.", people=told) if told else "",
        voice.say("When it is settled: {line}", line=lines.on_item(voice, release, "unblock", event.item, "REASON")),
    )


def _noticed(voice: Voice, release: Release, event: e.Watched | e.Unwatched | e.Noted) -> str:
    item = voice.named(release, event.item)
    match event:
        case e.Watched():
            hold = voice.span(parse_duration(release.plan.reminders.watch))
            return voice.say("You are on {item}: reminders to you wait {hold}.", item=item, hold=hold)
        case e.Unwatched():
            return voice.say("You are no longer on {item}: reminders to you come as planned.", item=item)
        case e.Noted():
            line = lines.on_item(voice, release, "done", event.item)
            return voice.say("Noted for {item}; it serves as evidence when you sign: {line}", item=item, line=line)
        case _:
            assert_never(event)


def _turned(voice: Voice, release: Release, event: e.Paused | e.Resumed | e.Aborted | e.Rescheduled) -> str:
    match event:
        case e.Paused():
            return voice.say(
                "The release is paused: nothing is signed and nobody is reminded. To go on: `/release resume`"
            )
        case e.Resumed():
            return voice.say("The release goes on. What is open: `/release status`")
        case e.Aborted():
            return voice.say("The release is aborted for good. Its record stays: `/release log`")
        case e.Rescheduled():
            return voice.say(
                "Go-live is moved to {moment}, in {span}; every due time moves with it.",
                moment=voice.wall(event.go_live, release.plan.zone),
                span=voice.span(event.go_live - event.at),
            )
        case _:
            assert_never(event)
