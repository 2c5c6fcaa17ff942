"""The record as it is read: one line per event, for `/release log` and the command line.

In Slack a person's words are cut; in plain text they stand whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from bot.domain import events as e
from bot.domain.state.release import Release
from bot.speech.outcomes import (
    blocking,
    bugs,
    code,
    course,
    delivery,
    deployments,
    documents,
    gates,
    going_live,
    hotfixes,
    listing,
    mails,
    meetings,
    minutes,
    problems,
    reminding,
    report,
    requests,
    rollback,
    signing,
    staffing,
    tracker,
    watching,
    workflows,
)
from bot.speech.voice import Voice

UNCUT = 1_000_000
OF_ONE = e.SigningEvent | e.BlockingEvent | e.GateEvent | e.DeploymentEvent


def lines(voice: Voice, release: Release, events: Iterable[e.Event], item: str = "") -> list[str]:
    """The record of one item, or with "" of the whole release, in the order of events."""
    return [line(voice, release, event) for event in events if not item or item in _items(event)]


def title(voice: Voice, release: Release, item: str) -> str:
    """Of the record of one item, or with "" of the whole release."""
    return voice.say("The record of {item}", item=voice.named(release, item)) if item else voice.say("The record")


def columns(voice: Voice) -> tuple[str, ...]:
    """Over the record in a table; the zone of its moments is named once."""
    return (
        voice.say("When ({zone})", zone=voice.quote(voice.zone)),
        voice.say("Person"),
        voice.say("What happened"),
        voice.say("In their words"),
    )


def cells(voice: Voice, release: Release, events: Sequence[e.Event], item: str = "") -> Iterator[tuple[str, ...]]:
    """The same as `lines` in a table, the newest first, as whoever opens it looks for that."""
    for event in reversed(events):
        if not item or item in _items(event):
            told = what(voice, release, event)
            words = voice.quote(_words(event))
            yield voice.clock(event.at), _who(voice, release, event), _entered(voice, event, told), words


def line(voice: Voice, release: Release, event: e.Event) -> str:
    """`2021-06-01 10:00 Asia/Shanghai 付诚: signed 1b boying-user … as tester: “…”`."""
    who = _who(voice, release, event)
    told = voice.say("{at} {who}: {what}", at=voice.moment(event.at), who=who, what=what(voice, release, event))
    words = _words(event)
    limit = 300 if voice.medium == "slack" else UNCUT
    quoted = voice.say("{told}: {words}", told=told, words=voice.said(words, limit)) if words else told
    return _entered(voice, event, quoted)


def _entered(voice: Voice, event: e.Event, told: str) -> str:
    return voice.say("{line} (entered on the command line)", line=told) if event.via == "cli" else told


def _who(voice: Voice, release: Release, event: e.Event) -> str:
    return voice.person(release, event.by) if event.by else _nobody(voice, event)


def _nobody(voice: Voice, event: e.Event) -> str:
    """What acts where no person does."""
    if isinstance(event, e.AlertTold):
        return voice.say("the monitoring")
    if isinstance(event, e.WorkflowEvent):
        return voice.say("a workflow")
    return voice.say("the post") if event.via == "mail" else voice.say("the clock")


def what(voice: Voice, release: Release, event: e.Event) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a subject
    """What happened, without who and when: no full stop, so that words can follow."""
    if isinstance(event, e.SigningEvent):
        return signing.what(voice, release, event)
    if isinstance(event, e.BlockingEvent):
        return blocking.what(voice, release, event)
    if isinstance(event, e.StaffingEvent):
        return staffing.what(voice, release, event)
    if isinstance(event, e.CourseEvent):
        return course.what(voice, release, event)
    if isinstance(event, e.RemindingEvent):
        return reminding.what(voice, release, event)
    if isinstance(event, e.DocumentEvent):
        return documents.what(voice, release, event)
    if isinstance(event, e.CodeEvent):
        return code.what(voice, release, event)
    if isinstance(event, e.BugEvent):
        return bugs.what(voice, release, event)
    if isinstance(event, e.GateEvent):
        return gates.what(voice, release, event)
    if isinstance(event, e.TrackerEvent):
        return tracker.what(voice, release, event)
    if isinstance(event, e.DeploymentEvent):
        return deployments.what(voice, release, event)
    if isinstance(event, e.RequestEvent):
        return requests.what(voice, release, event)
    if isinstance(event, e.HotfixEvent):
        return hotfixes.what(voice, release, event)
    if isinstance(event, e.GoLiveEvent):
        return going_live.what(voice, release, event)
    if isinstance(event, e.ProblemEvent):
        return problems.what(voice, release, event)
    if isinstance(event, e.RollbackEvent):
        return rollback.what(voice, release, event)
    if isinstance(event, e.MeetingEvent):
        return meetings.what(voice, release, event)
    if isinstance(event, e.MinutesEvent):
        return minutes.what(voice, release, event)
    if isinstance(event, e.MailEvent):
        return mails.what(voice, release, event)
    if isinstance(event, e.WatchEvent):
        return watching.what(voice, release, event)
    if isinstance(event, e.ListingEvent):
        return listing.what(voice, release, event)
    if isinstance(event, e.DeliveryEvent):
        return delivery.what(voice, release, event)
    if isinstance(event, e.ReportEvent):
        return report.what(voice, release, event)
    if isinstance(event, e.WorkflowEvent):
        return workflows.what(voice, release, event)
    assert_never(event)


def _words(event: e.Event) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a subject
    """What the person wrote with it."""
    if isinstance(event, e.SigningEvent):
        return signing.words(event)
    if isinstance(event, e.BlockingEvent):
        return event.reason
    if isinstance(event, e.CourseEvent):
        return course.words(event)
    if isinstance(event, e.DocumentEvent):
        return documents.words(event)
    if isinstance(event, e.CodeEvent):
        return code.words(event)
    if isinstance(event, e.BugEvent):
        return bugs.words(event)
    if isinstance(event, e.DeploymentEvent):
        return deployments.words(event)
    if isinstance(event, e.RequestEvent):
        return event.text
    if isinstance(event, e.HotfixEvent):
        return hotfixes.words(event)
    if isinstance(event, e.GoLiveEvent):
        return going_live.words(event)
    if isinstance(event, e.ProblemEvent):
        return problems.words(event)
    if isinstance(event, e.RollbackEvent):
        return event.reason
    if isinstance(event, e.MeetingEvent):
        return meetings.words(event)
    if isinstance(event, e.MinutesEvent):
        return minutes.words(event)
    if isinstance(event, e.MailEvent):
        return mails.words(event)
    if isinstance(event, e.WatchEvent):
        return watching.words(event)
    if isinstance(event, e.WorkflowEvent):
        return event.note
    return ""


def _items(event: e.Event) -> tuple[str, ...]:  # noqa: PLR0911 - one line a subject
    """The items it is part of the record of."""
    if isinstance(event, OF_ONE):
        return (event.item,)
    if isinstance(event, e.RemindingEvent):
        return reminding.items(event)
    if isinstance(event, e.WorkflowEvent):
        return event.items
    if isinstance(event, e.DocumentEvent):
        return documents.items(event)
    if isinstance(event, e.RequestEvent):
        return requests.items(event)
    if isinstance(event, e.GoLiveEvent):
        return going_live.items(event)
    if isinstance(event, e.RollbackEvent):
        return tuple(event.items.values())
    if isinstance(event, e.MailEvent):
        return mails.items(event)
    if isinstance(event, e.ListingEvent):
        return listing.items(event)
    return ()
