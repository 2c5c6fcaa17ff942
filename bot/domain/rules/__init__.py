"""The rules of a release: `decide` says what a command makes happen, or why it does not. One file per subject."""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import replay
from bot.domain.reading.content import outdated
from bot.domain.reading.gates import has_failed, open_bugs
from bot.domain.rules import (
    blocking,
    bugs,
    code,
    course,
    deployments,
    documents,
    going_live,
    hotfixes,
    mails,
    meetings,
    minutes,
    problems,
    reacting,
    reminding,
    report,
    requests,
    rollback,
    signing,
    staffing,
    tracker,
    watching,
)
from bot.domain.rules.facts import Facts
from bot.domain.rules.listing import listed
from bot.domain.state.release import Release

Decision = tuple[e.Event, ...] | r.Refused


def decide(release: Release, command: c.Command, actor: c.Actor, now: datetime) -> Decision:
    """The events the command calls for, in order, or the refusal. A release whose last item settles is finished."""
    if refused := _admission(release, command, actor):
        return refused
    decided = _by_subject(release, command, actor, now)
    if not isinstance(decided, tuple):
        return decided
    happened = decided
    if any(
        isinstance(event, e.DocumentEvent | e.CodeEvent | e.BugEvent | e.GateEvent | e.TrackerEvent)
        for event in decided
    ):
        happened = (*decided, *_ended(replay(decided, release), Facts(actor, now)))
    after = replay(happened, release)
    if fresh := tuple(listed(after, Facts(actor, now))):
        happened, after = (*happened, *fresh), replay(fresh, after)
    if after.settled and after.state == "running":
        happened = (*happened, e.Finished(at=now, by=actor.person, user=actor.user, via=actor.via))
    return (*happened, *report.mailed(release, happened, Facts(actor, now)))


def _ended(after: Release, fact: Facts) -> Iterator[e.Event]:
    """The signatures that no longer hold: given for a standard that is not met now, or for other content."""
    lost = {key for key in after.layout.gated if after.records[key].signatures and has_failed(after, after.item(key))}
    for key in after.layout.items:
        gate = after.item(key).step.gate
        if key in lost and gate:
            yield e.GateLost(**fact.header, item=key, gate=gate, counts=open_bugs(after, gate))
    for key, content in outdated(after):
        if key not in lost:
            yield e.Outdated(**fact.header, item=key, content=content)


def _admission(release: Release, command: c.Command, actor: c.Actor) -> r.Refused | None:
    """Who may speak at all, and when a release listens."""
    if not _is_ours(command) and not isinstance(command, c.Link) and not release.takes_part(actor.person):
        return r.Stranger()
    if isinstance(command, c.MailCommand | c.StartRun | c.DoubtRun | c.EndRun | c.AskReport):  # what goes on at the end
        return None
    if release.state in ("aborted", "finished"):
        return r.NotRunning(release.state)
    if release.state == "paused" and not _heeds_no_pause(release, command):
        return r.NotRunning("paused")
    return None


def _is_ours(command: c.Command) -> bool:
    """What the clock, the post and a tracker say is nobody's wish."""
    return isinstance(
        command,
        c.Tick
        | c.TrackerCommand
        | c.StartRun
        | c.DoubtRun
        | c.EndRun
        | c.WatchCommand
        | c.ConfirmMail
        | c.ReturnMail
        | c.ReceiveUnclear,
    )


def _heeds_no_pause(release: Release, command: c.Command) -> bool:
    """A pause halts the plan's items; people, bugs, hotfixes and what is being written go on."""
    match command:
        case c.Sign() | c.Withdraw() | c.Block() | c.Unblock() | c.Waive() | c.Watch() | c.Deploy() | c.SendBack():
            return bool(release.item(command.item).hotfix)
        case c.OrderDeployment():
            return bool(release.item(command.item).hotfix)
        case c.TakeBackReaction() | c.Pause():
            return False
        case _:
            return True


def _by_subject(release: Release, command: c.Command, actor: c.Actor, now: datetime) -> Decision:  # noqa: C901, PLR0911, PLR0912, PLR0915 - one flat table of subjects
    match command:
        case c.Sign() if meetings.is_closed_by(release, command):
            return meetings.close(release, actor, now, command)
        case c.Sign():
            return going_live.by_hand(release, signing.sign(release, command, actor, now), actor, now)
        case c.Withdraw():
            return signing.withdraw(release, command, actor, now)
        case c.Watch():
            return signing.watch(release, command, actor, now)
        case c.Note():
            return signing.note(release, command, actor, now)
        case c.TakeBackReaction():
            return reacting.take_back(release, command, actor, now)
        case c.Block():
            return blocking.block(release, command, actor, now)
        case c.Unblock():
            return blocking.unblock(release, command, actor, now)
        case c.Waive():
            return blocking.waive(release, command, actor, now)
        case c.Assign():
            return staffing.assign(release, command, actor, now)
        case c.NameStandIn():
            return staffing.name_stand_in(release, command, actor, now)
        case c.Link():
            return staffing.link(release, command, actor, now)
        case c.Pause():
            return course.pause(release, command, actor, now)
        case c.Resume():
            return course.resume(release, actor, now)
        case c.Abort():
            return course.abort(release, command, actor, now)
        case c.Reschedule():
            return course.reschedule(release, command, actor, now)
        case c.AskReport():
            return report.ask(actor, now)
        case c.Tick():
            return reminding.tick(release, now)
        case c.Write():
            return documents.write(release, command, actor, now)
        case c.SendBack():
            return documents.send_back(release, command, actor, now)
        case c.SubmitCode():
            return code.submit_code(release, command, actor, now)
        case c.AttachScript():
            return code.attach(release, command, actor, now)
        case c.RemoveScript():
            return code.remove(release, command, actor, now)
        case c.ReportBug():
            return bugs.report(release, command, actor, now)
        case c.FixBug():
            return bugs.fix(release, command, actor, now)
        case c.VerifyBug():
            return bugs.verify(release, command, actor, now)
        case c.ReopenBug():
            return bugs.reopen(release, command, actor, now)
        case c.DeferBug():
            return bugs.defer(release, command, actor, now)
        case c.GradeBug():
            return bugs.grade(release, command, actor, now)
        case c.CarryBugs():
            return bugs.carry(release, command, actor, now)
        case c.HearTracker():
            return tracker.hear(release, command, actor, now)
        case c.LoseTracker():
            return tracker.lose(release, command, actor, now)
        case c.Deploy():
            return going_live.by_hand(release, deployments.deploy(release, command, actor, now), actor, now)
        case c.Request():
            return requests.ask(release, command, actor, now)
        case c.Answer():
            return requests.answer(release, command, actor, now)
        case c.OpenHotfix():
            return hotfixes.open_hotfix(release, command, actor, now)
        case c.CarryOn():
            return hotfixes.carry_on(release, command, actor, now)
        case c.AbandonHotfix():
            return hotfixes.abandon(release, command, actor, now)
        case c.OrderDeployment():
            return going_live.order(release, command, actor, now)
        case c.StartRun():
            return going_live.start_run(release, command, actor, now)
        case c.DoubtRun():
            return going_live.doubt_run(release, command, actor, now)
        case c.EndRun():
            return going_live.end_run(release, command, actor, now)
        case c.RecordPrevious():
            return going_live.previous(release, command, actor, now)
        case c.AttachRollback():
            return going_live.script_back(release, command, actor, now)
        case c.ReviewScript():
            return going_live.review(release, command, actor, now)
        case c.RecordBackup():
            return going_live.back_up(release, command, actor, now)
        case c.Override():
            return going_live.override(release, command, actor, now)
        case c.GoOn():
            return problems.go_on(release, command, actor, now)
        case c.RollBack():
            return rollback.roll_back(release, command, actor, now)
        case c.TurnWatch():
            return watching.turn_watch(release, command, actor, now)
        case c.SumUpWatch():
            return watching.sum_up(release, command, actor, now)
        case c.HearAlerts():
            return watching.hear_alerts(release, command, actor, now)
        case c.CallMeeting():
            return meetings.call(release, command, actor, now)
        case c.CancelMeeting():
            return meetings.cancel(release, command, actor, now)
        case c.Attend():
            return meetings.attend(release, command, actor, now)
        case c.TakeBackAttendance():
            return meetings.take_back(release, command, actor, now)
        case c.TakeMinute():
            return minutes.take(release, command, actor, now)
        case c.StrikeMinute():
            return minutes.strike(release, command, actor, now)
        case c.CloseMeeting():
            return meetings.close(release, actor, now)
        case c.AgreeToMinutes():
            return minutes.agree(release, actor, now)
        case c.ObjectToMinutes():
            return minutes.object_to(release, command, actor, now)
        case c.ConfirmMail():
            return mails.confirm(release, command, actor, now)
        case c.ReturnMail():
            return mails.give_back(release, command, actor, now)
        case c.ReceiveReply():
            return mails.receive(release, command, actor, now)
        case c.ReceiveAttendance():
            return mails.attended(release, command, actor, now)
        case c.ReceiveUnclear():
            return mails.set_aside(command, actor, now)
        case _:
            assert_never(command)
