"""What is said of documents, bugs, deployments, hotfixes and mails: the door to one file per subject."""

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import going_live as going_live_words
from bot.speech import lacking
from bot.speech.outcomes import bugs, deployments, documents, going_live, mails, meetings
from bot.speech.voice import Voice

Work = (
    e.DocumentEvent
    | e.CodeEvent
    | e.BugEvent
    | e.GateEvent
    | e.TrackerEvent
    | e.DeploymentEvent
    | e.RequestEvent
    | e.HotfixEvent
    | e.MailEvent
    | e.MeetingEvent
    | e.MinutesEvent
    | e.GoLiveEvent
    | e.ProblemEvent
    | e.RollbackEvent
)
WORK = Work
Refusals = (
    r.DocumentRefusal
    | r.CodeRefusal
    | r.BugRefusal
    | r.GateRefusal
    | r.DeploymentRefusal
    | r.RequestRefusal
    | r.HotfixRefusal
    | r.MailRefusal
    | r.MeetingRefusal
    | r.MinutesRefusal
    | r.GoLiveRefusal
    | r.ProblemRefusal
    | r.RollbackRefusal
)
REFUSALS = Refusals


def told(voice: Voice, done: Done, event: Work, actor: str) -> str:
    """What is answered to whoever asked for it; "" where another sentence tells it already."""
    if isinstance(event, e.DocumentEvent | e.CodeEvent):
        return documents.told(voice, done, event, actor)
    if isinstance(event, e.BugEvent | e.GateEvent | e.TrackerEvent):
        return bugs.told(voice, done, event, actor)
    if isinstance(event, e.MailEvent):
        return mails.told(voice, done, event)
    if isinstance(event, e.MeetingEvent | e.MinutesEvent):
        return meetings.told(voice, done, event)
    if isinstance(event, e.GoLiveEvent | e.ProblemEvent | e.RollbackEvent):
        return going_live.told(voice, done, event)
    return deployments.told(voice, done, event, actor)


def what(voice: Voice, release: Release, event: Work) -> str:
    """What happened, for the record, without who and when; no full stop."""
    if isinstance(event, e.DocumentEvent | e.CodeEvent):
        return documents.what(voice, release, event)
    if isinstance(event, e.BugEvent | e.GateEvent | e.TrackerEvent):
        return bugs.what(voice, release, event)
    if isinstance(event, e.MailEvent):
        return mails.what(voice, release, event)
    if isinstance(event, e.MeetingEvent | e.MinutesEvent):
        return meetings.what(voice, release, event)
    if isinstance(event, e.GoLiveEvent | e.ProblemEvent | e.RollbackEvent):
        return going_live.what(voice, release, event)
    return deployments.what(voice, release, event)


def words(event: Work) -> str:
    """What the person wrote with it."""
    if isinstance(event, e.GoLiveEvent | e.ProblemEvent | e.RollbackEvent):
        return going_live_words.words(event)
    match event:
        case e.SentBack() | e.ScriptRemoved() | e.BugReopened() | e.BugDeferred() | e.BugGraded():
            return event.reason
        case (e.HotfixOpened() | e.HotfixAbandoned() | e.MailBounced()) | (
            e.MeetingCancelled() | e.MinuteStruck() | e.MinutesObjected()
        ):
            return event.reason
        case e.BugFixed():
            return event.note
        case e.BugReported():
            return event.detail
        case e.Deployed():
            return event.failed
        case e.Requested() | e.Answered() | e.MinuteTaken() | e.MailOwed() | e.MailAnswered() | e.MailUnclear():
            return event.text
        case _:
            return ""


def items(event: Work) -> tuple[str, ...]:
    """The items it is part of the record of."""
    if isinstance(event, e.GoLiveEvent | e.ProblemEvent | e.RollbackEvent):
        return going_live_words.of_items(event)
    match event:
        case e.SentBack():
            return (event.item, *event.reviewed)
        case e.Written() | e.Outdated() | e.GatePassed() | e.GateLost():
            return (event.item,)
        case e.Deployed() | e.Requested() | e.MailOwed():
            return (event.item,)
        case _:
            return ()


def refusal(voice: Voice, release: Release | None, refused: Refusals) -> str:
    if release is None:
        raise ValueError(f"{type(refused).__name__} is a refusal by a release, and none is given")
    if isinstance(refused, r.DocumentRefusal | r.CodeRefusal):
        return documents.refusal(voice, release, refused)
    if isinstance(refused, r.BugRefusal | r.GateRefusal):
        return bugs.refusal(voice, release, refused)
    if isinstance(refused, r.MailRefusal):
        return mails.refusal(voice, release, refused)
    if isinstance(refused, r.MeetingRefusal | r.MinutesRefusal):
        return meetings.refusal(voice, release, refused)
    if isinstance(refused, r.GoLiveRefusal | r.ProblemRefusal | r.RollbackRefusal):
        return lacking.refusal(voice, release, refused)
    return deployments.refusal(voice, release, refused)
