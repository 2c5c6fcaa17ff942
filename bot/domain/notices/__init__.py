"""Who must be told what: a pure function of the state before, what happened, and the state after.

A notice names its matter, never its wording: whatever shows it renders the state as it is then.
Quiet by default: the channel hears turns and escalations, a person hears what they must act on.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, assert_never

from pydantic import Field, TypeAdapter

from bot.domain import events as e
from bot.domain.notices import documents, hotfixes, mails, requests, tracker
from bot.domain.notices.blocking import Obstacle, Override, WhyBlocked, of_block
from bot.domain.notices.bugs import BugPost, BugTurn, LeftOver, handed_over, of_bug
from bot.domain.notices.cards import Card, of_cards
from bot.domain.notices.course import Turn, of_turn
from bot.domain.notices.deployments import DeploymentFailed, of_failure
from bot.domain.notices.documents import Changed, Returned, changed
from bot.domain.notices.gates import GateFell, of_gate
from bot.domain.notices.going_live import Preparing, RunPost, of_golive, preparing
from bot.domain.notices.hotfixes import Crossing
from bot.domain.notices.mails import Letter, MailTrouble, MailUnsure, not_reached
from bot.domain.notices.meetings import Gathering, Invitation, of_meeting
from bot.domain.notices.minutes import MinutesPost, MinutesToRead, Objection
from bot.domain.notices.problems import Deciding
from bot.domain.notices.reminding import Escalation, Reminder
from bot.domain.notices.report import ReportPost, reports
from bot.domain.notices.requests import Replied, Wanted
from bot.domain.notices.rollback import RollbackPost
from bot.domain.notices.signing import Prompt, Voided, prompts, voided
from bot.domain.notices.staffing import Named, Unlinked, Vacancy, vacancies
from bot.domain.notices.tracker import TrackerSilent
from bot.domain.notices.watching import AlertNews, AlertPost, WatchNews, WatchPost, of_watching
from bot.domain.reading.standing import asked_of
from bot.domain.state.release import Release

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
)
__all__ = [
    "NOTICE", "AlertNews", "AlertPost", "BugPost", "BugTurn", "Card", "Changed", "Crossing", "Deciding",
    "DeploymentFailed",
    "Escalation", "GateFell", "Gathering", "Invitation", "LeftOver", "Letter", "MailTrouble", "MailUnsure",
    "MinutesPost", "MinutesToRead", "Named", "Notice", "Objection", "Obstacle",
    "Override", "Preparing", "Prompt", "Reminder", "Replied", "ReportPost", "Returned",
    "RollbackPost", "RunPost", "TrackerSilent", "Turn", "Unlinked", "Vacancy",
    "Voided", "Wanted", "WatchNews", "WatchPost", "WhyBlocked", "bearings", "changed_items", "notices",
]  # fmt: skip
Notice = (
    Card
    | Prompt
    | Reminder
    | Escalation
    | Vacancy
    | Obstacle
    | WhyBlocked
    | Voided
    | Override
    | Named
    | Unlinked
    | Turn
    | BugPost
    | BugTurn
    | GateFell
    | Changed
    | Returned
    | Wanted
    | Replied
    | DeploymentFailed
    | Crossing
    | LeftOver
    | Letter
    | ReportPost
    | MailTrouble
    | MailUnsure
    | TrackerSilent
    | Gathering
    | Invitation
    | MinutesPost
    | MinutesToRead
    | Objection
    | RunPost
    | Preparing
    | Deciding
    | RollbackPost
    | WatchPost
    | WatchNews
    | AlertPost
    | AlertNews
)
NOTICE: TypeAdapter[Notice] = TypeAdapter(Annotated[Notice, Field(discriminator="kind")])


def of_work(event: Work, before: Release, after: Release, now: datetime) -> Iterator[Notice]:  # noqa: C901, PLR0912 - a flat table
    match event:
        case (e.BugReported() | e.BugFixed() | e.BugVerified() | e.BugReopened() | e.BugDeferred() | e.BugGraded()) | (
            e.BugRevised() | e.BugGone()
        ):
            yield from of_bug(event, after, now)
        case e.GateLost():
            yield from of_gate(event, before)
        case e.SentBack():
            authors = {s.person: None for key in event.reviewed for s in before.records[key].signatures}
            authors |= {v.person: None for key in event.reviewed for v in before.documents.get(key, ())[-1:]}
            yield from (
                documents.Returned(person=person, item=event.reviewed[0], by=event.by, reason=event.reason)
                for person in authors
                if person != event.by
            )
        case e.Requested():
            asked = asked_of(after, after.requests[event.request], now)
            yield from (requests.Wanted(person=person, request=event.request) for person in asked)
        case e.Answered():
            asker = after.requests[event.request].person
            if asker != event.by:
                yield requests.Replied(person=asker, request=event.request)
        case e.Deployed():
            if event.failed:
                yield from of_failure(event, after)
        case e.HotfixOpened():
            yield from (hotfixes.Crossing(person=lead, hotfix=event.hotfix) for lead in after.leads)
        case e.MailOwed():
            yield from [mails.Letter(mail=event.mail)] if event.to else not_reached(event.mail, (), after)
        case e.MailSent():
            if event.refused:
                yield from not_reached(event.mail, tuple(person for person, _ in event.refused), after)
        case e.MailBounced():
            yield from not_reached(event.mail, (event.person,), after)
        case e.MailUnclear():
            number = len(after.unclear) - 1
            yield from (mails.MailUnsure(person=lead, number=number) for lead in after.leads)
        case e.TrackerLost():
            if before.tracking.lost is None:
                yield from (tracker.TrackerSilent(person=lead, since=event.at) for lead in after.leads)
        case (
            e.Written()
            | e.Outdated()
            | e.CodeSubmitted()
            | e.ScriptAttached()
            | e.ScriptRemoved()
            | e.DeferralsCarried()
            | e.GatePassed()
            | e.TrackerAnswered()
            | e.HotfixCarriedOn()
            | e.HotfixAbandoned()
            | e.MailAnswered()
        ):
            pass  # the card shows it; whose signature ended, and for whom it opens something, is told by other events
        case _:
            assert_never(event)


def notices(before: Release | None, happened: Iterable[e.Event], after: Release, now: datetime) -> tuple[Notice, ...]:
    """Everything somebody must be told about this step, cards first."""
    happened = tuple(happened)
    told: list[Notice] = [*of_cards(before, happened, after)]
    for event in happened:
        told.extend(_of_event(event, before, after, now))
    if before is not None:
        told.extend(voided(before, happened))
        told.extend(changed(before, happened, after))
    told.extend(reports(happened, after))
    told.extend(vacancies(before, after))
    told.extend(preparing(before, after, now))
    returned = {(notice.person, notice.item) for notice in told if isinstance(notice, Returned)}
    told.extend(prompts(before, after, now, returned))
    return tuple(told)


def _of_event(event: e.Event, before: Release | None, after: Release, now: datetime) -> Iterator[Notice]:  # noqa: C901, PLR0912 - a flat table
    match event:
        case e.Started():
            missing = tuple(person for person in after.plan.people if person not in after.links)
            if missing:
                yield from (Unlinked(person=lead, people=missing) for lead in after.leads)
            if after.left_over:
                yield from (LeftOver(person=lead) for lead in after.leads)
        case e.Blocked():
            yield from of_block(event, after)
        case e.Waived() | e.WaiverWithdrawn():
            yield Override(item=event.item)
        case e.Assigned():
            held = before.holders(event.role, event.system or None) if before else ()
            fresh = (person for person in event.people if person not in (event.by, *held))
            yield from (Named(person=person, role=event.role, system=event.system) for person in fresh)
            yield from handed_over(event, before or after, after, now)
        case e.StandInBegan():
            term = (event.person, event.instead_of, event.since)
            until = next((s.until for s in after.stand_ins if (s.person, s.instead_of, s.since) == term), None)
            yield Named(person=event.person, instead_of=event.instead_of, until=until)
            yield from handed_over(event, before or after, after, now)
        case e.Reminded():
            yield Reminder(person=event.person, matter=event.matter, items=event.items, late=event.late)
        case e.Escalated():
            yield from (Escalation(person=who, items=event.items, late=event.late) for who in ("", *after.leads))
        case e.Paused() | e.Resumed() | e.Aborted() | e.Rescheduled() | e.Finished():
            yield of_turn(event)
        case e.Signed() | e.Withdrawn() | e.Reopened() | e.Unblocked() | e.Watched() | e.Unwatched() | e.Noted():
            pass  # the card shows it; whose signature ended, and for whom it opens something, is told merged
        case e.StandInNamed() | e.StandInEnded() | e.Linked() | e.ReportAsked():
            pass  # nobody must act on it
        case _ if isinstance(event, e.MeetingEvent | e.MinutesEvent):
            yield from of_meeting(event, after)
        case _ if isinstance(event, e.GoLiveEvent | e.ProblemEvent | e.RollbackEvent):
            yield from of_golive(event, after)
        case _ if isinstance(event, e.WatchEvent | e.ListingEvent):
            yield from of_watching(event, before or after, after)
        case _:
            yield from of_work(event, before or after, after, now)
