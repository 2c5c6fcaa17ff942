"""What has happened to a release. Events are facts in the past tense; they are written once and never changed.

`load` and `dump` are the journal's shape: a kind (the class name) and JSON-ready data. One file per subject.
"""

from collections.abc import Mapping
from typing import Any

from bot.domain.events.blocking import Blocked, Unblocked, Waived, WaiverWithdrawn
from bot.domain.events.bugs import (
    BugDeferred,
    BugFixed,
    BugGone,
    BugGraded,
    BugReopened,
    BugReported,
    BugRevised,
    BugVerified,
    DeferralsCarried,
    Deferred,
)
from bot.domain.events.code import CodeSubmitted, ScriptAttached, ScriptRemoved
from bot.domain.events.course import Aborted, Finished, Paused, Rescheduled, Resumed, Started
from bot.domain.events.deployments import Deployed
from bot.domain.events.documents import Outdated, SentBack, Written
from bot.domain.events.fact import Fact, Via
from bot.domain.events.gates import GateLost, GatePassed
from bot.domain.events.going_live import (
    BackupRecorded,
    DeploymentDoubted,
    DeploymentEnded,
    DeploymentOrdered,
    DeploymentStarted,
    Overridden,
    PreviousRecorded,
    Ran,
    RollbackScripted,
    ScriptReviewed,
)
from bot.domain.events.hotfixes import HotfixAbandoned, HotfixCarriedOn, HotfixOpened
from bot.domain.events.listing import ItemsListed
from bot.domain.events.mails import MailAnswered, MailBounced, MailOwed, MailSent, MailUnclear
from bot.domain.events.meetings import (
    AttendanceAnswered,
    InvitedToo,
    MeetingCalled,
    MeetingCancelled,
    MeetingClosed,
    MeetingMoved,
)
from bot.domain.events.minutes import (
    MinutesAgreed,
    MinutesObjected,
    MinutesPosted,
    MinutesSettled,
    MinuteStruck,
    MinuteTaken,
)
from bot.domain.events.problems import DecisionAsked, WentOn
from bot.domain.events.reminding import Escalated, Matter, Reminded
from bot.domain.events.report import ReportAsked
from bot.domain.events.requests import Answered, Requested
from bot.domain.events.rollback import RollbackOpened
from bot.domain.events.signing import Noted, Reopened, Signed, Unwatched, Watched, Withdrawn
from bot.domain.events.staffing import Assigned, Linked, StandInBegan, StandInEnded, StandInNamed
from bot.domain.events.tracker import TrackerAnswered, TrackerLost, Unsorted
from bot.domain.events.watching import AlertTold, WatchMeasured, WatchTurned

__all__ = [
    "KINDS", "Aborted", "AlertTold", "Answered", "Assigned", "AttendanceAnswered", "BackupRecorded", "Blocked",
    "BugDeferred", "BugEvent", "BugFixed", "BugGone", "BugGraded", "BugReopened", "BugReported", "BugRevised",
    "BugVerified", "CodeSubmitted", "ContentEvent", "CourseEvent", "DecisionAsked", "DeferralsCarried",
    "Deferred", "Deployed", "DeploymentDoubted", "DeploymentEnded", "DeploymentEvent", "DeploymentOrdered",
    "DeploymentStarted", "Escalated", "Event", "Fact", "Finished", "GateLost", "GatePassed", "GoLiveEvent",
    "HotfixAbandoned", "HotfixCarriedOn", "HotfixEvent", "HotfixOpened", "InvitedToo", "ItemsListed", "Linked",
    "MailAnswered", "MailBounced", "MailEvent", "MailOwed", "MailSent", "MailUnclear", "Matter",
    "MeetingCalled", "MeetingCancelled", "MeetingClosed", "MeetingEvent", "MeetingMoved", "MinuteStruck",
    "MinuteTaken", "MinutesAgreed", "MinutesObjected", "MinutesPosted", "MinutesSettled", "Noted", "Outdated",
    "Overridden", "Paused", "PreviousRecorded", "Ran", "Reminded", "Reopened", "ReportAsked", "Requested",
    "Rescheduled",
    "Resumed", "RollbackOpened", "RollbackScripted", "ScriptAttached", "ScriptRemoved", "ScriptReviewed",
    "SentBack", "Signed", "SigningEvent", "StaffingEvent", "StandInBegan", "StandInEnded", "StandInNamed",
    "Started", "TrackerAnswered", "TrackerLost", "Unblocked", "Unsorted", "Unwatched", "Via", "Waived",
    "WaiverWithdrawn", "WatchEvent", "WatchMeasured", "WatchTurned", "Watched", "WentOn", "Withdrawn",
    "Written", "dump", "load",
]  # fmt: skip

SigningEvent = (
    Signed | Withdrawn | Reopened | Blocked | Unblocked | Waived | WaiverWithdrawn | Watched | Unwatched | Noted
)
StaffingEvent = Assigned | StandInNamed | StandInBegan | StandInEnded | Linked
CourseEvent = Started | Paused | Resumed | Aborted | Rescheduled | Reminded | Escalated | Finished | ReportAsked
ContentEvent = Written | SentBack | Outdated | CodeSubmitted | ScriptAttached | ScriptRemoved
BugEvent = (
    BugReported
    | BugFixed
    | BugVerified
    | BugReopened
    | BugDeferred
    | BugGraded
    | BugRevised
    | BugGone
    | DeferralsCarried
    | GatePassed
    | GateLost
    | TrackerAnswered
    | TrackerLost
)
DeploymentEvent = Deployed | Requested | Answered
HotfixEvent = HotfixOpened | HotfixCarriedOn | HotfixAbandoned
MailEvent = MailOwed | MailSent | MailBounced | MailAnswered | MailUnclear
GoLiveEvent = (
    BackupRecorded
    | DecisionAsked
    | DeploymentDoubted
    | DeploymentEnded
    | DeploymentOrdered
    | DeploymentStarted
    | Overridden
    | PreviousRecorded
    | RollbackOpened
    | RollbackScripted
    | ScriptReviewed
    | WentOn
)
WatchEvent = WatchTurned | WatchMeasured | AlertTold | ItemsListed
MeetingEvent = (
    AttendanceAnswered
    | MeetingCalled
    | MeetingCancelled
    | MeetingClosed
    | MeetingMoved
    | InvitedToo
    | MinuteStruck
    | MinuteTaken
    | MinutesAgreed
    | MinutesObjected
    | MinutesPosted
    | MinutesSettled
)

Event = (
    SigningEvent
    | StaffingEvent
    | CourseEvent
    | ContentEvent
    | BugEvent
    | DeploymentEvent
    | HotfixEvent
    | MailEvent
    | MeetingEvent
    | GoLiveEvent
    | WatchEvent
)

KINDS: Mapping[str, type[Event]] = {kind.__name__: kind for kind in Event.__args__}


def dump(event: Event) -> tuple[str, dict[str, Any]]:
    """The event as (kind, JSON-ready data)."""
    return type(event).__name__, event.model_dump(mode="json", exclude_defaults=True)


def load(kind: str, data: Mapping[str, Any]) -> Event:
    """The event a journal entry holds; KeyError for a kind this version does not know."""
    return KINDS[kind].model_validate(data)
