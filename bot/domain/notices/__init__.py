"""Who must be told what: a pure function of the state before, what happened, and the state after.

A notice names its matter, never its wording: whatever shows it renders the state as it is then.
Quiet by default: the channel hears turns and escalations, a person hears what they must act on.
One file per subject, which joins its own notices; here the subjects are joined.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Annotated, assert_never

from pydantic import Field, TypeAdapter

from bot.domain import events as e
from bot.domain.notices.blocking import *
from bot.domain.notices.bugs import *
from bot.domain.notices.cards import *
from bot.domain.notices.course import *
from bot.domain.notices.delivery import *
from bot.domain.notices.deployments import *
from bot.domain.notices.documents import *
from bot.domain.notices.gates import *
from bot.domain.notices.going_live import *
from bot.domain.notices.hotfixes import *
from bot.domain.notices.mails import *
from bot.domain.notices.meetings import *
from bot.domain.notices.minutes import *
from bot.domain.notices.notification import *
from bot.domain.notices.problems import *
from bot.domain.notices.record import *
from bot.domain.notices.reminding import *
from bot.domain.notices.report import *
from bot.domain.notices.requests import *
from bot.domain.notices.rollback import *
from bot.domain.notices.signing import *
from bot.domain.notices.staffing import *
from bot.domain.notices.tracker import *
from bot.domain.notices.watching import *
from bot.domain.notices.workflows import *
from bot.domain.reading.staffing import addressed
from bot.domain.state.release import Release

Notice = (
    CardNotice
    | SigningNotice
    | BlockingNotice
    | StaffingNotice
    | CourseNotice
    | RemindingNotice
    | DocumentNotice
    | BugNotice
    | GateNotice
    | TrackerNotice
    | DeploymentNotice
    | RequestNotice
    | HotfixNotice
    | GoLiveNotice
    | ProblemNotice
    | RollbackNotice
    | MeetingNotice
    | MinutesNotice
    | MailNotice
    | WatchNotice
    | DeliveryNotice
    | RecordNotice
    | ReportNotice
    | WorkflowNotice
)
NOTICE: TypeAdapter[Notice] = TypeAdapter(Annotated[Notice, Field(discriminator="kind")])
KINDS: Mapping[str, type[Notice]] = {cls.model_fields["kind"].default: cls for cls in Notice.__args__}


def notices(before: Release | None, happened: Iterable[e.Event], after: Release, now: datetime) -> tuple[Notice, ...]:
    """Everything somebody must be told about this step, cards first."""
    happened = tuple(happened)
    step = Transition(before or after, after, now)
    told: list[Notice] = [*of_cards(before, happened, after)]
    for event in happened:
        told.extend(_of_event(event, step))
    if before is not None:
        told.extend(voided(before, happened))
        told.extend(changed(before, happened, after, now))
        told.extend(waited(before, after))
    told.extend(rolled_back(before, after))
    told.extend(doubted(before, after))
    told.extend(reports(happened, after))
    if not any(isinstance(event, e.AccountTold) for event in happened):  # else it is told with all that they held
        told.extend(vacancies(before, after))
    told.extend(preparing(before, after))
    asked = {(notice.person, notice.item) for notice in told if isinstance(notice, Returned)}
    asked |= {(notice.person, key) for notice in told if isinstance(notice, Changed) for key in notice.asks}
    told.extend(prompts(before, after, now, asked))
    return tuple(_to_whom(told, after, {event.by for event in happened}))


def _to_whom(told: Iterable[Notice], release: Release, actors: Collection[str]) -> Iterator[Notice]:
    """The one door to people: nothing for who may not act, and in place of who is away to whoever stands in for them.

    A stand-in who has brought it about, or is told the same anyway, is not told of it.
    """
    told = tuple(told)
    for notice in told:
        person = getattr(notice, "person", "")
        if not person or (notice.manner.own and release.takes_part(person)):
            yield notice
            continue
        for who in () if notice.manner.own else addressed(release, (person,)):
            passed_on = notice if who == person else notice.model_copy(update={"person": who})
            if passed_on is notice or (who not in actors and passed_on not in told):
                yield passed_on


def _of_event(event: e.Event, step: Transition) -> Iterator[Notice]:  # noqa: C901, PLR0912 - one line a subject
    if isinstance(event, e.BlockingEvent):
        yield from of_blocking(event, step)
    elif isinstance(event, e.StaffingEvent):
        yield from of_staffing(event, step)
    elif isinstance(event, e.CourseEvent):
        yield from of_course(event, step)
    elif isinstance(event, e.RemindingEvent):
        yield from of_reminding(event, step)
    elif isinstance(event, e.DocumentEvent):
        yield from of_documents(event, step)
    elif isinstance(event, e.BugEvent):
        yield from of_bugs(event, step)
    elif isinstance(event, e.GateEvent):
        yield from of_gates(event, step)
    elif isinstance(event, e.TrackerEvent):
        yield from of_tracker(event, step)
    elif isinstance(event, e.DeploymentEvent):
        yield from of_deployments(event, step)
    elif isinstance(event, e.RequestEvent):
        yield from of_requests(event, step)
    elif isinstance(event, e.HotfixEvent):
        yield from of_hotfixes(event, step)
    elif isinstance(event, e.GoLiveEvent):
        yield from of_going_live(event, step)
    elif isinstance(event, e.ProblemEvent):
        yield from of_problems(event, step)
    elif isinstance(event, e.RollbackEvent):
        yield from of_rollback(event, step)
    elif isinstance(event, e.MeetingEvent):
        yield from of_meetings(event, step)
    elif isinstance(event, e.MinutesEvent):
        yield from of_minutes(event, step)
    elif isinstance(event, e.MailEvent):
        yield from of_mails(event, step)
    elif isinstance(event, e.WatchEvent):
        yield from of_watching(event, step)
    elif isinstance(event, e.DeliveryEvent):
        yield from of_delivery(event, step)
    elif isinstance(event, e.WorkflowEvent):
        yield from of_workflows(event, step)
    elif isinstance(event, e.ResultFailed):
        yield from of_failure(event, step)
    elif isinstance(event, e.SigningEvent | e.CodeEvent | e.ListingEvent | e.ReportEvent):
        pass  # the card shows it; whose signature ended, for whom it opens something, and the report, are told merged
    else:
        assert_never(event)
