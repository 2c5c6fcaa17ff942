"""The record as it is read: one line per event, for `/release log` and the command line.

In Slack a person's words are cut; in plain text they stand whole.
"""

from collections.abc import Iterable
from typing import assert_never

from bot.domain import events as e
from bot.domain.state.release import Release
from bot.speech import watching
from bot.speech.outcomes import watching as watching_words
from bot.speech.outcomes import work
from bot.speech.outcomes.staffing import period
from bot.speech.voice import Voice

UNCUT = 1_000_000


def lines(voice: Voice, release: Release, events: Iterable[e.Event], item: str = "") -> list[str]:
    """The record of one item, or with "" of the whole release, in the order of events."""
    return [line(voice, release, event) for event in events if not item or item in _items(event)]


def _items(event: e.Event) -> tuple[str, ...]:
    match event:
        case e.Reminded() | e.Escalated():
            return event.items
        case (
            e.Signed() | e.Withdrawn() | e.Reopened() | e.Blocked() | e.Unblocked() | e.Waived() | e.WaiverWithdrawn()
        ) | (e.Watched() | e.Unwatched() | e.Noted()):
            return (event.item,)
        case e.ItemsListed():
            return (event.item, *event.added, *event.dropped)
        case _:
            return work.items(event) if isinstance(event, work.WORK) else ()


def line(voice: Voice, release: Release, event: e.Event) -> str:
    """`2021-06-01 10:00 Asia/Shanghai 付诚: signed 1b boying-user … as tester: “…”`."""
    who = voice.person(release, event.by) if event.by else _nobody(voice, event)
    told = voice.say("{at} {who}: {what}", at=voice.moment(event.at), who=who, what=what(voice, release, event))
    words = _words(event)
    limit = 300 if voice.medium == "slack" else UNCUT
    quoted = voice.say("{told}: {words}", told=told, words=voice.said(words, limit)) if words else told
    return voice.say("{line} (entered on the command line)", line=quoted) if event.via == "cli" else quoted


def _nobody(voice: Voice, event: e.Event) -> str:
    """What acts where no person does."""
    if isinstance(event, e.AlertTold):
        return voice.say("the monitoring")
    return voice.say("the post") if event.via == "mail" else voice.say("the clock")


def _words(event: e.Event) -> str:
    """What the person wrote with it."""
    match event:
        case e.Signed():
            return event.note
        case e.Noted():
            return event.text
        case (e.Blocked() | e.Unblocked() | e.Waived() | e.WaiverWithdrawn() | e.Withdrawn()) | (
            e.Paused() | e.Aborted() | e.Rescheduled()
        ):
            return event.reason
        case e.WatchTurned() | e.WatchMeasured() | e.AlertTold() | e.ItemsListed():
            return watching.words(event)
        case _:
            return work.words(event) if isinstance(event, work.WORK) else ""


def what(voice: Voice, release: Release, event: e.Event) -> str:  # noqa: C901, PLR0911, PLR0912 - one flat table of events
    """What happened, without who and when: no full stop, so that words can follow."""
    if isinstance(event, work.WORK):
        return work.what(voice, release, event)
    if isinstance(event, e.WatchEvent | e.ListingEvent):
        return watching_words.what(voice, release, event)
    match event:
        case e.Started():
            return voice.say(
                "started {release}, go-live {moment}",
                release=voice.quote(event.release),
                moment=voice.wall(event.go_live, event.plan.zone),
            )
        case e.Signed() | e.Withdrawn():
            return _signature(voice, release, event)
        case e.Reopened():
            if event.item == event.because:
                item = voice.named(release, event.item)
                return voice.say("{item} lost its signatures, because the deployment failed", item=item)
            if (step := release.layout.items.get(event.because)) and step.rollback:
                return voice.say("{item} lost its signatures, because of the rollback {rollback}",
                                 item=voice.named(release, event.item), rollback=step.rollback)  # fmt: skip
            item, because = voice.named(release, event.item), voice.quote(voice.short(release, event.because))
            return voice.say("{item} lost its signatures, because {because} was taken back", item=item, because=because)
        case e.Blocked():
            return voice.say("blocked {item}", item=voice.named(release, event.item))
        case e.Unblocked():
            return voice.say("unblocked {item}", item=voice.named(release, event.item))
        case e.Waived():
            return voice.say("waived {item}", item=voice.named(release, event.item))
        case e.WaiverWithdrawn():
            return voice.say("took back the waiver of {item}", item=voice.named(release, event.item))
        case e.Watched():
            return voice.say("is on {item}", item=voice.named(release, event.item))
        case e.Unwatched():
            return voice.say("is no longer on {item}", item=voice.named(release, event.item))
        case e.Noted():
            return voice.say("noted for {item}", item=voice.named(release, event.item))
        case e.Assigned() | e.StandInNamed() | e.StandInBegan() | e.StandInEnded() | e.Linked():
            return _staffing(voice, release, event)
        case e.Reminded() | e.Escalated():
            return _reminding(voice, release, event)
        case e.ReportAsked():
            return voice.say("had the report posted")
        case e.Paused() | e.Resumed() | e.Aborted() | e.Rescheduled() | e.Finished():
            return _turn(voice, release, event)
        case _:
            assert_never(event)


def _signature(voice: Voice, release: Release, event: e.Signed | e.Withdrawn) -> str:
    item = voice.named(release, event.item)
    role = voice.role(release.plan, event.role)
    if isinstance(event, e.Withdrawn) and event.person == event.by:
        return voice.say("took back their signature as {role} on {item}", role=role, item=item)
    if isinstance(event, e.Withdrawn):
        person = voice.person(release, event.person)
        return voice.say("took back the signature of {person} as {role} on {item}", person=person, role=role, item=item)
    if event.instead_of:
        absent = voice.person(release, event.instead_of)
        return voice.say("signed {item} as {role}, standing in for {absent}", item=item, role=role, absent=absent)
    return voice.say("signed {item} as {role}", item=item, role=role)


def _staffing(
    voice: Voice,
    release: Release,
    event: e.Assigned | e.StandInNamed | e.StandInBegan | e.StandInEnded | e.Linked,
) -> str:
    match event:
        case e.Assigned():
            role = voice.role_for(release.plan, event.role, event.system or None)
            people = voice.people(release, event.people) or voice.say("nobody yet")
            return voice.say("named as {role}: {people}", role=role, people=people)
        case e.StandInNamed():
            person, absent = voice.person(release, event.person), voice.person(release, event.instead_of)
            return voice.say(
                "named {person} to stand in for {absent} {period}",
                person=person,
                absent=absent,
                period=period(voice, event),
            )
        case e.StandInBegan():
            person, absent = voice.person(release, event.person), voice.person(release, event.instead_of)
            return voice.say("{person} now stands in for {absent}", person=person, absent=absent)
        case e.StandInEnded():
            person, absent = voice.person(release, event.person), voice.person(release, event.instead_of)
            return voice.say("{person} no longer stands in for {absent}", person=person, absent=absent)
        case e.Linked():
            return voice.say(
                "linked {person} to the Slack account {account}",
                person=voice.person(release, event.person),
                account=voice.code(event.to),
            )
        case _:
            assert_never(event)


def _reminding(voice: Voice, release: Release, event: e.Reminded | e.Escalated) -> str:
    items = voice.shorts(release, event.items)
    if isinstance(event, e.Escalated):
        told = voice.say("told the lead what is overdue: {items}", items=items)
    elif event.matter == "soon":
        told = voice.say(
            "reminded {person} of what is due soon: {items}", person=voice.person(release, event.person), items=items
        )
    else:
        told = voice.say(
            "told {person} what is overdue: {items}", person=voice.person(release, event.person), items=items
        )
    return voice.say("{told} (late: the bot had been away)", told=told) if event.late else told


def _turn(voice: Voice, release: Release, event: e.Paused | e.Resumed | e.Aborted | e.Rescheduled | e.Finished) -> str:
    match event:
        case e.Paused():
            return voice.say("paused the release")
        case e.Resumed():
            return voice.say("resumed the release")
        case e.Aborted():
            return voice.say("aborted the release")
        case e.Rescheduled():
            return voice.say("moved go-live to {moment}", moment=voice.wall(event.go_live, release.plan.zone))
        case e.Finished():
            return voice.say("with that the release is finished")
        case _:
            assert_never(event)
