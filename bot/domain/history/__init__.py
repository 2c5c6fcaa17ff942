"""How each event changes the state. Nothing is refused here: what has happened has happened. One file per subject."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history import (
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
from bot.domain.history.course import begin
from bot.domain.state.release import Release

__all__ = ["begin", "evolve", "replay"]


def replay(history: Iterable[e.Event], known: Release | None = None) -> Release:
    """The state after a whole history, which begins with Started; or after what happened to a `known` state."""
    for event in history:
        known = begin(event) if known is None else evolve(known, event)
    if known is None:
        raise ValueError("a release begins with Started; this history is empty")
    return known


def evolve(release: Release, event: e.Event) -> Release:  # noqa: C901, PLR0911, PLR0912 - one line a subject
    """The state after one more event."""
    release = replace(release, version=release.version + 1)
    if isinstance(event, e.SigningEvent):
        return signing.evolve(release, event)
    if isinstance(event, e.BlockingEvent):
        return blocking.evolve(release, event)
    if isinstance(event, e.StaffingEvent):
        return staffing.evolve(release, event)
    if isinstance(event, e.CourseEvent):
        return course.evolve(release, event)
    if isinstance(event, e.RemindingEvent):
        return reminding.evolve(release, event)
    if isinstance(event, e.DocumentEvent):
        return documents.evolve(release, event)
    if isinstance(event, e.CodeEvent):
        return code.evolve(release, event)
    if isinstance(event, e.BugEvent):
        return bugs.evolve(release, event)
    if isinstance(event, e.GateEvent):
        return gates.evolve(release, event)
    if isinstance(event, e.TrackerEvent):
        return tracker.evolve(release, event)
    if isinstance(event, e.DeploymentEvent):
        return deployments.evolve(release, event)
    if isinstance(event, e.RequestEvent):
        return requests.evolve(release, event)
    if isinstance(event, e.HotfixEvent):
        return hotfixes.evolve(release, event)
    if isinstance(event, e.GoLiveEvent):
        return going_live.evolve(release, event)
    if isinstance(event, e.ProblemEvent):
        return problems.evolve(release, event)
    if isinstance(event, e.RollbackEvent):
        return rollback.evolve(release, event)
    if isinstance(event, e.MeetingEvent):
        return meetings.evolve(release, event)
    if isinstance(event, e.MinutesEvent):
        return minutes.evolve(release, event)
    if isinstance(event, e.MailEvent):
        return mails.evolve(release, event)
    if isinstance(event, e.WatchEvent):
        return watching.evolve(release, event)
    if isinstance(event, e.ListingEvent):
        return listing.evolve(release, event)
    if isinstance(event, e.DeliveryEvent):
        return delivery.evolve(release, event)
    if isinstance(event, e.ReportEvent):
        return report.evolve(release, event)
    if isinstance(event, e.WorkflowEvent):
        return workflows.evolve(release, event)
    assert_never(event)
