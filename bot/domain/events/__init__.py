"""What has happened to a release. Events are facts in the past tense; they are written once and never changed.

`load` and `dump` are the journal's shape: a kind (the class name) and JSON-ready data. One file per subject, which
joins its own events; here the subjects are joined.
"""

from collections.abc import Mapping
from typing import Any

from bot.domain.events.blocking import *
from bot.domain.events.bugs import *
from bot.domain.events.code import *
from bot.domain.events.course import *
from bot.domain.events.delivery import *
from bot.domain.events.deployments import *
from bot.domain.events.documents import *
from bot.domain.events.fact import *
from bot.domain.events.gates import *
from bot.domain.events.going_live import *
from bot.domain.events.hotfixes import *
from bot.domain.events.listing import *
from bot.domain.events.mails import *
from bot.domain.events.meetings import *
from bot.domain.events.minutes import *
from bot.domain.events.problems import *
from bot.domain.events.reminding import *
from bot.domain.events.report import *
from bot.domain.events.requests import *
from bot.domain.events.rollback import *
from bot.domain.events.signing import *
from bot.domain.events.staffing import *
from bot.domain.events.tracker import *
from bot.domain.events.watching import *
from bot.domain.events.workflows import *

Event = (
    SigningEvent
    | BlockingEvent
    | StaffingEvent
    | CourseEvent
    | RemindingEvent
    | DocumentEvent
    | CodeEvent
    | BugEvent
    | GateEvent
    | TrackerEvent
    | DeploymentEvent
    | RequestEvent
    | HotfixEvent
    | GoLiveEvent
    | ProblemEvent
    | RollbackEvent
    | MeetingEvent
    | MinutesEvent
    | MailEvent
    | WatchEvent
    | ListingEvent
    | DeliveryEvent
    | ReportEvent
    | WorkflowEvent
)

KINDS: Mapping[str, type[Event]] = {kind.__name__: kind for kind in Event.__args__}


def dump(event: Event) -> tuple[str, dict[str, Any]]:
    """The event as (kind, JSON-ready data)."""
    return type(event).__name__, event.model_dump(mode="json", exclude_defaults=True)


def load(kind: str, data: Mapping[str, Any]) -> Event:
    """The event a journal entry holds; KeyError for a kind this version does not know."""
    return KINDS[kind].model_validate(data)
