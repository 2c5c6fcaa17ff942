"""Who must be told what: a pure function of the state before, what happened, and the state after.

A notice names its matter, never its wording: whatever shows it renders the state as it is then.
Quiet by default: the channel hears turns and escalations, a person hears what they must act on.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.domain import events as e
from bot.domain.notices.golive import of_golive, preparing
from bot.domain.notices.kinds import (
    NOTICE,
    AlertNews,
    AlertPost,
    BugPost,
    BugTurn,
    Card,
    Changed,
    Crossing,
    Deciding,
    DeploymentFailed,
    Escalation,
    GateFell,
    Gathering,
    Invitation,
    LeftOver,
    Letter,
    MailTrouble,
    MailUnsure,
    MinutesPost,
    MinutesToRead,
    Named,
    Notice,
    Objection,
    Obstacle,
    Override,
    Preparing,
    Prompt,
    Reminder,
    Replied,
    ReportPost,
    Returned,
    RollbackPost,
    RunPost,
    TrackerSilent,
    Turn,
    Unlinked,
    Vacancy,
    Voided,
    Wanted,
    WatchNews,
    WatchPost,
    WhyBlocked,
)
from bot.domain.notices.meetings import of_meeting
from bot.domain.notices.reporting import reports
from bot.domain.notices.watching import of_watching
from bot.domain.notices.work import changed, handed_over, of_work
from bot.domain.release import Release
from bot.domain.standing import empty_roles, may_sign

__all__ = [
    "NOTICE", "AlertNews", "AlertPost", "BugPost", "BugTurn", "Card", "Changed", "Crossing", "Deciding",
    "DeploymentFailed",
    "Escalation", "GateFell", "Gathering", "Invitation", "LeftOver", "Letter", "MailTrouble", "MailUnsure",
    "MinutesPost", "MinutesToRead", "Named", "Notice", "Objection", "Obstacle",
    "Override", "Preparing", "Prompt", "Reminder", "Replied", "ReportPost", "Returned",
    "RollbackPost", "RunPost", "TrackerSilent", "Turn", "Unlinked", "Vacancy",
    "Voided", "Wanted", "WatchNews", "WatchPost", "WhyBlocked", "bearings", "changed_items", "notices",
]  # fmt: skip


WORK = e.ContentEvent | e.BugEvent | e.DeploymentEvent | e.HotfixEvent | e.MailEvent | e.GoLiveEvent


def notices(before: Release | None, happened: Iterable[e.Event], after: Release, now: datetime) -> tuple[Notice, ...]:
    """Everything somebody must be told about this step, cards first."""
    happened = tuple(happened)
    told: list[Notice] = [*_cards(before, happened, after)]
    for event in happened:
        told.extend(_of_event(event, before, after, now))
    if before is not None:
        told.extend(_voided(before, happened))
        told.extend(changed(before, happened, after))
    told.extend(reports(happened, after))
    told.extend(_vacancies(before, after))
    told.extend(preparing(before, after, now))
    returned = {(notice.person, notice.item) for notice in told if isinstance(notice, Returned)}
    told.extend(_prompts(before, after, now, returned))
    return tuple(told)


def changed_items(before: Release | None, after: Release) -> frozenset[str]:
    """The items whose record is not what it was."""
    if before is None:
        return frozenset(after.records)
    return frozenset(key for key, record in after.records.items() if before.records.get(key) is not record)


def bearings(release: Release) -> tuple[object, ...]:
    """What every item's picture depends on besides its own record."""
    return release.state, release.go_live, release.assigned, release.stand_ins, release.began, release.links


def _cards(before: Release | None, happened: Iterable[e.Event], after: Release) -> Iterator[Card]:
    """The card of every phase that has been reached and that looks different now."""
    reached = [phase for phase in range(len(after.unsettled)) if after.has_begun(phase)]
    if before is None or bearings(before) != bearings(after):
        yield from (Card(phase=phase) for phase in reached)
        return
    overdue = {key for event in happened if isinstance(event, e.Escalated) for key in event.items}
    phases = {after.item(key).phase for key in changed_items(before, after) | overdue}
    if before.phase != after.phase:
        phases |= {before.phase, after.phase}
    if any(isinstance(event, WORK) for event in happened):  # it counts bugs, and shows what runs and was mailed
        phases.add(after.phase)
    yield from (Card(phase=phase) for phase in sorted(phases) if before.has_begun(phase) or after.has_begun(phase))


def _prompts(
    before: Release | None, after: Release, now: datetime, returned: Collection[tuple[str, str]]
) -> Iterator[Prompt]:
    """What opened for whom. To whom work was sent `returned` (person, item), that message tells it."""
    if after.state not in ("running", "paused"):
        return
    resumed = before is not None and after.state == "running" and before.before_pause
    asked = before and _with_stand_ins_told(resumed or before)
    after = _with_stand_ins_told(after)
    staffed = asked is None or (asked.assigned, asked.stand_ins) != (after.assigned, after.stand_ins)
    candidates = after.records if staffed else changed_items(asked, after)
    opened: dict[str, list[str]] = {}
    for key in (key for key in after.layout.items if key in candidates):
        known = before if after.item(key).hotfix else asked  # a pause has not kept them from being asked
        already = may_sign(known, key, now) if known and key in known.records else ()
        for person in may_sign(after, key, now):
            if person not in already and (person, key) not in returned:
                opened.setdefault(person, []).append(key)
    yield from (Prompt(person=person, items=tuple(items)) for person, items in opened.items())


def _with_stand_ins_told(release: Release) -> Release:
    """The release with those stand-ins alone whose beginning has been recorded: only they have been prompted."""
    told = tuple(s for s in release.stand_ins if (s.person, s.instead_of, s.since) in release.began)
    return release if told == release.stand_ins else replace(release, stand_ins=told)


def _voided(before: Release, happened: Iterable[e.Event]) -> Iterator[Voided]:
    """Whose signatures ended through this step, other than the person who took theirs back."""
    lost: dict[tuple[str, str], dict[str, None]] = {}
    for event in happened:
        if isinstance(event, e.Withdrawn) and event.person != event.by:
            lost.setdefault((event.person, event.item), {})[event.item] = None
        if isinstance(event, e.Reopened):
            for signature in before.records[event.item].signatures:
                if signature.person != event.by:
                    lost.setdefault((signature.person, event.because), {})[event.item] = None
    for (person, because), items in lost.items():
        yield Voided(person=person, items=tuple(items), because=because)


def _vacancies(before: Release | None, after: Release) -> Iterator[Vacancy]:
    known = before.records if before else {}
    fresh = tuple(
        key
        for key in after.layout.items
        if _vacant(after, key) and not (before and key in known and _vacant(before, key))
    )
    if fresh:
        yield from (Vacancy(person=lead, items=fresh) for lead in after.leads)


def _vacant(release: Release, key: str) -> bool:
    record = release.records[key]
    return record.standing == "blocked" and record.block is None and bool(empty_roles(release, release.item(key)))


def _of_event(event: e.Event, before: Release | None, after: Release, now: datetime) -> Iterator[Notice]:  # noqa: C901, PLR0912 - a flat table
    match event:
        case e.Started():
            missing = tuple(person for person in after.plan.people if person not in after.links)
            if missing:
                yield from (Unlinked(person=lead, people=missing) for lead in after.leads)
            if after.left_over:
                yield from (LeftOver(person=lead) for lead in after.leads)
        case e.Blocked():
            yield from _blocked(event, after)
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
            yield _turn(event)
        case e.Signed() | e.Withdrawn() | e.Reopened() | e.Unblocked() | e.Watched() | e.Unwatched() | e.Noted():
            pass  # the card shows it; whose signature ended, and for whom it opens something, is told merged
        case e.StandInNamed() | e.StandInEnded() | e.Linked() | e.ReportAsked():
            pass  # nobody must act on it
        case _ if isinstance(event, e.MeetingEvent):
            yield from of_meeting(event, after)
        case _ if isinstance(event, e.GoLiveEvent):
            yield from of_golive(event, after)
        case _ if isinstance(event, e.WatchEvent):
            yield from of_watching(event, before or after, after)
        case _:
            yield from of_work(event, before or after, after, now)


def _blocked(event: e.Blocked, after: Release) -> Iterator[Notice]:
    yield Obstacle(person="", item=event.item)
    yield from (Obstacle(person=lead, item=event.item) for lead in after.leads if lead != event.by)
    if not event.reason:
        yield WhyBlocked(person=event.by, item=event.item)


def _turn(event: e.Paused | e.Resumed | e.Aborted | e.Rescheduled | e.Finished) -> Turn:
    match event:
        case e.Paused():
            return Turn(turn="paused", reason=event.reason, by=event.by)
        case e.Resumed():
            return Turn(turn="resumed", by=event.by)
        case e.Aborted():
            return Turn(turn="aborted", reason=event.reason, by=event.by)
        case e.Rescheduled():
            return Turn(turn="rescheduled", reason=event.reason, by=event.by)
        case e.Finished():
            return Turn(turn="finished", by=event.by)
        case _:
            assert_never(event)
