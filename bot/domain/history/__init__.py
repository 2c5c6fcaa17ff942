"""How each event changes the state. Nothing is refused here: what has happened has happened."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.bugs import counted
from bot.domain.history.course import reminded_of, turned
from bot.domain.history.deployments import deployed
from bot.domain.history.documents import sent_back, written
from bot.domain.history.going_live import went_live
from bot.domain.history.hotfixes import hotfixed
from bot.domain.history.mails import posted
from bot.domain.history.meetings import gathered
from bot.domain.history.signing import noticed, signed
from bot.domain.history.staffing import staffed
from bot.domain.history.standing import restand, with_record
from bot.domain.history.watching import watched
from bot.domain.plan.layout import lay_out
from bot.domain.state.gates import Passed
from bot.domain.state.going_live import Previous
from bot.domain.state.release import Release
from bot.domain.state.signing import Record
from bot.domain.state.staffing import Known

__all__ = ["begin", "evolve", "replay"]


def replay(history: Iterable[e.Event], known: Release | None = None) -> Release:
    """The state after a whole history, which begins with Started; or after what happened to a `known` state."""
    for event in history:
        known = begin(event) if known is None else evolve(known, event)
    if known is None:
        raise ValueError("a release begins with Started; this history is empty")
    return known


def begin(event: e.Event) -> Release:
    if not isinstance(event, e.Started):
        raise TypeError(f"a release begins with Started, not with {type(event).__name__}")
    layout = lay_out(event.plan)
    bare = Release(
        id=event.release,
        plan=event.plan,
        layout=layout,
        state="running",
        version=1,
        started_at=event.at,
        ended_at=None,
        go_live=event.go_live,
        calendar=event.calendar,
        people={key: Known(person.name, person.email) for key, person in event.plan.people.items()},
        links=event.links,
        assigned={},
        stand_ins=(),
        began=frozenset(),
        records={key: Record(since=event.at) for key in layout.items},
        unsettled=tuple(len(keys) for keys in layout.phases),
        reminded={},
        left_over=event.left_over,
        previous={
            (ran.system, ran.environment): Previous(ran.branch, ran.commit, ran.nothing) for ran in event.running
        },
    )
    return restand(bare, layout.items, event.at)


def evolve(release: Release, event: e.Event) -> Release:  # noqa: C901, PLR0911, PLR0912 - one flat table of events
    """The state after one more event."""
    release = replace(release, version=release.version + 1)
    match event:
        case e.Started():
            raise TypeError("a release starts once")
        case e.Signed() | e.Withdrawn() | e.Reopened() | e.Outdated() | e.Blocked() | e.Unblocked() | e.Waived():
            return signed(release, event)
        case e.WaiverWithdrawn() | e.GateLost():
            return signed(release, event)
        case e.Watched() | e.Unwatched() | e.Noted():
            return with_record(release, event.item, noticed(release.records[event.item], event))
        case e.Assigned() | e.StandInNamed() | e.StandInEnded():
            return restand(staffed(release, event), release.layout.items, event.at)
        case e.StandInBegan() | e.Linked():
            return staffed(release, event)
        case e.Reminded() | e.Escalated():
            return replace(release, reminded=reminded_of(release, event))
        case e.Paused() | e.Resumed() | e.Aborted() | e.Rescheduled() | e.Finished():
            return turned(release, event)
        case e.Written() | e.CodeSubmitted() | e.ScriptAttached() | e.ScriptRemoved():
            return written(release, event)
        case e.SentBack():
            return sent_back(release, event)
        case (
            e.BugReported()
            | e.BugFixed()
            | e.BugVerified()
            | e.BugReopened()
            | e.BugDeferred()
            | e.BugGraded()
            | e.BugRevised()
            | e.BugGone()
            | e.TrackerAnswered()
            | e.TrackerLost()
        ):
            return restand(counted(release, event), release.layout.gated, event.at)
        case e.DeferralsCarried():
            left = tuple(each for each in release.left_over if f"{each.release} {each.bug}" not in event.offered)
            return replace(release, left_over=left)
        case e.GatePassed():
            passed = Passed(event.counts, event.at, event.by)
            return replace(release, passed={**release.passed, event.item: passed})
        case e.Deployed() | e.Requested() | e.Answered():
            return deployed(release, event)
        case e.HotfixOpened() | e.HotfixCarriedOn() | e.HotfixAbandoned():
            return hotfixed(release, event)
        case e.MailOwed() | e.MailSent() | e.MailBounced() | e.MailAnswered():
            return replace(release, mails=posted(release.mails, event))
        case (
            e.MeetingCalled()
            | e.MeetingMoved()
            | e.InvitedToo()
            | e.MeetingCancelled()
            | e.AttendanceAnswered()
            | e.MinuteTaken()
            | e.MinuteStruck()
            | e.MeetingClosed()
            | e.MinutesPosted()
            | e.MinutesAgreed()
            | e.MinutesObjected()
            | e.MinutesSettled()
        ):
            return gathered(release, event)
        case (
            e.DeploymentOrdered()
            | e.DeploymentStarted()
            | e.DeploymentDoubted()
            | e.DeploymentEnded()
            | e.PreviousRecorded()
            | e.RollbackScripted()
            | e.ScriptReviewed()
            | e.BackupRecorded()
            | e.Overridden()
            | e.DecisionAsked()
            | e.WentOn()
            | e.RollbackOpened()
        ):
            return went_live(release, event)
        case e.WatchTurned() | e.WatchMeasured() | e.AlertTold() | e.ItemsListed():
            return watched(release, event)
        case e.ReportAsked():
            return release
        case e.MailUnclear():
            return replace(release, unclear=(*release.unclear, event))
        case _:
            assert_never(event)
