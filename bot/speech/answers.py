"""What the bot answers when something has happened: what it was, and what it means next (law 1).

`answer` takes the whole outcome, so that one sentence tells of everything a command did. Decides nothing.
"""

from typing import assert_never

from bot.domain import events as e
from bot.record.outcome import Done
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


def _told(voice: Voice, done: Done, event: e.Event, actor: str) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a subject
    """Each subject has its own words; "" where another sentence tells it already."""
    if isinstance(event, e.SigningEvent):
        return signing.told(voice, done, event, actor)
    if isinstance(event, e.BlockingEvent):
        return blocking.told(voice, done, event, actor)
    if isinstance(event, e.StaffingEvent):
        return staffing.told(voice, done, event, actor)
    if isinstance(event, e.CourseEvent):
        return course.told(voice, done, event)
    if isinstance(event, e.RemindingEvent):
        return reminding.told(voice, done, event)
    if isinstance(event, e.DocumentEvent):
        return documents.told(voice, done, event, actor)
    if isinstance(event, e.CodeEvent):
        return code.told(voice, done, event)
    if isinstance(event, e.BugEvent):
        return bugs.told(voice, done, event, actor)
    if isinstance(event, e.GateEvent):
        return gates.told(voice, done, event)
    if isinstance(event, e.TrackerEvent):
        return tracker.told(voice, done, event)
    if isinstance(event, e.DeploymentEvent):
        return deployments.told(voice, done, event)
    if isinstance(event, e.RequestEvent):
        return requests.told(voice, done, event, actor)
    if isinstance(event, e.HotfixEvent):
        return hotfixes.told(voice, done, event, actor)
    if isinstance(event, e.GoLiveEvent):
        return going_live.told(voice, done, event)
    if isinstance(event, e.ProblemEvent):
        return problems.told(voice, done, event)
    if isinstance(event, e.RollbackEvent):
        return rollback.told(voice, done, event)
    if isinstance(event, e.MeetingEvent):
        return meetings.told(voice, done, event)
    if isinstance(event, e.MinutesEvent):
        return minutes.told(voice, done, event)
    if isinstance(event, e.MailEvent):
        return mails.told(voice, done, event)
    if isinstance(event, e.WatchEvent):
        return watching.told(voice, done, event)
    if isinstance(event, e.ListingEvent):
        return listing.told(voice, done, event)
    if isinstance(event, e.DeliveryEvent):
        return delivery.told(voice, done, event)
    if isinstance(event, e.ReportEvent):
        return report.told(voice, done, event)
    if isinstance(event, e.WorkflowEvent):
        return workflows.told(voice, done, event)
    assert_never(event)


def repeated(voice: Voice) -> str:
    """Where the very same request was served before."""
    return voice.say("This has been taken care of already.")
