"""The rules of a release: `decide` says what a command makes happen, or why it does not. One file per subject."""

from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import replay
from bot.domain.release import Release
from bot.domain.rules import blocking, course, reacting, reminding, signing, staffing

Decision = tuple[e.Event, ...] | r.Refused


def decide(release: Release, command: c.Command, actor: c.Actor, now: datetime) -> Decision:
    """The events the command calls for, in order, or the refusal. A release whose last item settles is finished."""
    if refused := _admission(release, command, actor):
        return refused
    decided = _by_subject(release, command, actor, now)
    if not isinstance(decided, tuple):
        return decided
    after = replay(decided, release)
    if after.settled and after.state == "running":
        return (*decided, e.Finished(at=now, by=actor.person, user=actor.user, via=actor.via))
    return decided


def _admission(release: Release, command: c.Command, actor: c.Actor) -> r.Refused | None:
    """Who may speak at all, and when a release listens."""
    by_clock = isinstance(command, c.Tick)
    if not by_clock and not isinstance(command, c.Link) and not release.takes_part(actor.person):
        return r.Stranger()
    if release.state in ("aborted", "finished"):
        return r.NotRunning(release.state)
    if release.state == "paused" and not isinstance(
        command, c.Resume | c.Abort | c.Reschedule | c.Assign | c.NameStandIn | c.Link | c.Note | c.Tick
    ):
        return r.NotRunning("paused")
    return None


def _by_subject(release: Release, command: c.Command, actor: c.Actor, now: datetime) -> Decision:  # noqa: C901, PLR0911, PLR0912 - one flat table of subjects
    match command:
        case c.Sign():
            return signing.sign(release, command, actor, now)
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
        case c.Tick():
            return reminding.tick(release, now)
        case _:
            assert_never(command)
