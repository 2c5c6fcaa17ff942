"""Keeping an item shut, opening it again, and the lead's override (P1, T2)."""

from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import evolve
from bot.domain.plan.evidence import gives_something
from bot.domain.reading.content import outdated
from bot.domain.reading.hotfixes import no_longer_mended
from bot.domain.reading.reasons import missing
from bot.domain.reading.standing import waits_for
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.release import Release
from bot.domain.state.signing import Record


def decide(release: Release, command: c.BlockingCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.Block():
            return block(release, command, actor, now)
        case c.Unblock():
            return unblock(release, command, actor, now)
        case c.Waive():
            return waive(release, command, actor, now)
        case _:
            assert_never(command)


def block(release: Release, command: c.Block, actor: c.Actor, now: datetime) -> Decided:
    """Anybody who takes part may block; without a reason (an emoji has none) it stands, and they are asked for it."""
    record = release.records[command.item]
    if record.waiver:
        return r.AlreadyDone(command.item, record.waiver.person, "", record.waiver.at, waived=True)
    if record.standing == "done":
        last = record.signatures[-1]
        return r.AlreadyDone(command.item, last.person, last.role, last.at)
    reason = command.reason.strip()
    if record.block and (record.block.person != actor.person or not reason):
        return r.IsBlocked(command.item, record.block.person, record.block.reason, record.block.at)
    reason = reason or _last_words(record, actor.person)
    return (e.Blocked(**Facts(actor, now).header, item=command.item, reason=reason, message=command.message),)


def _last_words(record: Record, person: str) -> str:
    """What the person has said since the item last changed; what was said before was about something else."""
    fresh = (t for t in reversed(record.remarks) if record.since is None or t.at >= record.since)
    return next((remark.text.strip() for remark in fresh if remark.person == person), "")


def unblock(release: Release, command: c.Unblock, actor: c.Actor, now: datetime) -> Decided:
    mark = release.records[command.item].block
    if mark is None and release.standing(command.item) == "blocked":
        return next(missing(release, release.item(command.item)), None) or _nothing(command.item)
    if mark is None:
        return _nothing(command.item)
    if actor.person != mark.person and actor.person not in release.leads:
        return r.NotYours(command.item, mark.person, release.leads)
    return (e.Unblocked(**Facts(actor, now).header, item=command.item, reason=command.reason),)


def _nothing(item: str) -> r.NothingToTakeBack:
    return r.NothingToTakeBack(item, "block")


def waive(release: Release, command: c.Waive, actor: c.Actor, now: datetime) -> Decided:
    """The lead alone lets a check go, with a reason that stays visible for ever; what that opens is shown first."""
    record = release.records[command.item]
    if actor.person not in release.leads:
        return r.LeadOnly(release.leads)
    if not gives_something(command.reason):
        return r.Lacks("reason", f"waive {command.item}")
    if record.waiver:
        return r.AlreadyDone(command.item, record.waiver.person, "", record.waiver.at, waived=True)
    if record.standing == "done":
        last = record.signatures[-1]
        return r.AlreadyDone(command.item, last.person, last.role, last.at)
    waived = e.Waived(**Facts(actor, now).header, item=command.item, reason=command.reason.strip())
    asked = _lets_go(release, command, waived)
    return (waived,) if asked.is_agreed else asked


def _lets_go(release: Release, command: c.Waive, waived: e.Waived) -> r.LetsGo:
    """What can be signed then, and what the item waited for, which is waited for still (T2)."""
    after = evolve(release, waived)
    opens = tuple(
        key
        for key, record in after.records.items()
        if record.standing in ("open", "blocked") and release.standing(key) == "waiting"
    )
    holds = waits_for(release, release.item(waived.item))
    bugs = tuple(bug.id for _, bug in no_longer_mended(release, after))
    reopens = tuple(key for key, _ in outdated(after))
    return r.LetsGo(command, opens, holds, bugs, reopens)
