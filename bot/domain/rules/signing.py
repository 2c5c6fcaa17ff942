"""What is asked about an item: to sign it, to take that back, to watch it, to note something (U2)."""

from datetime import datetime
from functools import partial
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import evolve, replay
from bot.domain.plan.evidence import gives_something
from bot.domain.plan.layout import Item
from bot.domain.reading.content import outdated
from bot.domain.reading.hotfixes import no_longer_mended
from bot.domain.reading.reasons import too_soon
from bot.domain.reading.standing import claims, roles_of
from bot.domain.rules import blocking, deployments, meetings
from bot.domain.rules.facts import Decided, Facts
from bot.domain.rules.signature import not_open, settled_already
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED, Failure, Record, Remark, Signature


def decide(release: Release, command: c.SigningCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.Sign() if meetings.is_closed_by(release, command):
            return meetings.close(release, actor, now, command)
        case c.Sign():
            return deployments.by_hand(release, deployments.signed(release, command, actor, now), actor, now)
        case c.Fail():
            return fail(release, command, actor, now)
        case c.Withdraw():
            return withdraw(release, command, actor, now)
        case c.TakeBackReaction():
            return take_back(release, command, actor, now)
        case c.Watch():
            return watch(release, command, actor, now)
        case c.Note():
            return note(release, command, actor, now)
        case c.Unsay():
            return unsay(release, command, actor, now)
        case _:
            assert_never(command)


def fail(release: Release, command: c.Fail, actor: c.Actor, now: datetime) -> Decided:
    """Whoever signs for the result says that it failed, also when it was signed before: never too early for that."""
    item, record, reason = release.item(command.item), release.records[command.item], command.reason.strip()
    if item.id not in release.layout.tried:
        return r.NothingTried(item.id)
    held = claims(release, item, actor.person, now)
    if not held:
        return r.NotYourRole(item.id, roles_of(release, item))
    if record.waiver:
        return r.AlreadyDone(item.id, record.waiver.person, "", record.waiver.at, waived=True)
    if early := next((each for each in too_soon(release, item, now) if isinstance(each, r.TooEarly)), None):
        return early
    if not gives_something(reason):
        return r.Lacks("reason", f"fail {item.id}")
    fact, vote = Facts(actor, now), held[0]
    failed = e.ResultFailed(**fact.header, item=item.id, role=vote.role, reason=reason, instead_of=vote.instead_of)
    fix = release.hotfixes.get(item.hotfix)
    done_anew = (item.id, *(fix.items[: fix.items.index(item.id)] if fix else ()))
    ended = (key for key in done_anew if release.records[key].signatures)
    reopened = (e.Reopened(**fact.header, item=key, because=item.id) for key in ended)
    return (failed, *reopened)


def withdraw(release: Release, command: c.Withdraw, actor: c.Actor, now: datetime) -> Decided:
    """Take back one's own signature, or that it failed; the lead takes back anybody's, and a waiver, with a reason."""
    item, record = release.item(command.item), release.records[command.item]
    lead = actor.person in release.leads
    fact = Facts(actor, now)
    own = [s for s in record.signatures if actor.person in (s.person, s.voter)]
    if record.waiver and lead:
        withdrawn = e.WaiverWithdrawn(**fact.header, item=item.id, reason=command.reason)
        return _with_what_rests_on_it(release, item, withdrawn, command, fact)
    if own:
        return withdraw_signature(release, own[-1], command, actor, now)
    if (failed := record.failed) and actor.person in (failed.person, failed.voter, *release.leads):
        return _unfail(item, failed, command, fact)
    if lead and record.signatures:
        if not gives_something(command.reason):
            return r.Lacks("reason", f"undo {item.id}")
        return withdraw_signature(release, record.signatures[-1], command, actor, now)
    if mark := record.waiver or next(reversed(record.signatures), None):
        return r.NotYours(item.id, mark.person, release.leads)
    return r.NothingToTakeBack(item.id, "signature")


def _unfail(item: Item, failed: Failure, command: c.Withdraw, fact: Facts) -> Decided:
    """It has not failed after all, and is still to be found out."""
    if fact.actor.person not in (failed.person, failed.voter) and not gives_something(command.reason):
        return r.Lacks("reason", f"undo {item.id}")
    told = e.Withdrawn(**fact.header, item=item.id, role=failed.role, person=failed.person, reason=command.reason)
    return (told,)


def withdraw_signature(
    release: Release, signature: Signature, command: c.Withdraw, actor: c.Actor, now: datetime
) -> Decided:
    """Take back this very signature of the item; that the actor may do so has been decided."""
    fact = Facts(actor, now)
    withdrawn = e.Withdrawn(
        **fact.header, item=command.item, role=signature.role, person=signature.person, reason=command.reason
    )
    decided = _with_what_rests_on_it(release, release.item(command.item), withdrawn, command, fact)
    if not isinstance(decided, tuple):
        return decided
    return (*decided, *deployments.withdrawn(release, command, signature.at, fact))


def _with_what_rests_on_it(
    release: Release, item: Item, withdrawn: e.Event, command: c.Withdraw, fact: Facts
) -> tuple[e.Event, ...] | r.Undoes:
    """A settled item carries others: their signatures rest on it and are reopened, which is shown first."""
    if release.standing(item.id) not in SETTLED or evolve(release, withdrawn).standing(item.id) in SETTLED:
        return (withdrawn,)
    reopens = tuple(key for key in release.layout.downstream(item.id) if release.records[key].signatures)
    happened = (withdrawn, *(e.Reopened(**fact.header, item=key, because=item.id) for key in reopens))
    after = replay(happened, release)
    bugs = tuple(bug.id for _, bug in no_longer_mended(release, after))
    reopens = (*reopens, *(key for key, _ in outdated(after)))
    asked = r.Undoes(command, reopens, _closed(release, after, item.id), bugs)
    return happened if not reopens or asked.is_agreed else asked


def _closed(before: Release, after: Release, item: str) -> tuple[str, ...]:
    """What was open for somebody and waits again, besides the item itself and whatever loses signatures."""
    return tuple(
        key
        for key, record in before.records.items()
        if key != item and record.standing == "open" and not record.signatures and after.standing(key) != "open"
    )


def watch(release: Release, command: c.Watch, actor: c.Actor, now: datetime) -> Decided:
    item = release.item(command.item)
    if refused := (settled_already(release, item) or not_open(release, item, actor, now)):
        return refused
    return (e.Watched(**Facts(actor, now).header, item=item.id, message=command.message),)


def note(release: Release, command: c.Note, actor: c.Actor, now: datetime) -> Decided:
    """Words left for an item, or written anew; the person who blocked it gives, or mends, the reason this way.

    Once they have signed, words change nothing of that; they count when it is taken back.
    """
    fact, record = Facts(actor, now), release.records[command.item]
    known = _remark(record, command.message)
    if known and known.text == command.text:
        return r.NothingToTakeBack("", "none")
    noted = e.Noted(**fact.header, item=command.item, text=command.text, message=command.message)
    if record.block and record.block.person == actor.person and (known.reason if known else not record.block.reason):
        return noted, e.Blocked(**fact.header, item=command.item, reason=command.text, message=record.block.message)
    if known and known.reason:
        return r.NothingToTakeBack("", "none")
    return (noted,)


def unsay(release: Release, command: c.Unsay, actor: c.Actor, now: datetime) -> Decided:
    """Deleted words count no more, but for what was signed with them; a block that they explained asks for another."""
    fact, record = Facts(actor, now), release.records[command.item]
    known = _remark(record, command.message)
    if known is None or known.person != actor.person:
        return r.NothingToTakeBack("", "none")
    unsaid = e.Unsaid(**fact.header, item=command.item, message=command.message)
    if record.block and record.block.person == actor.person and record.block.reason == known.text.strip():
        return unsaid, e.Blocked(**fact.header, item=command.item, message=record.block.message)
    return (unsaid,)


def _remark(record: Record, message: str) -> Remark | None:
    return next((each for each in record.remarks if message and each.message == message), None)


def take_back(release: Release, command: c.TakeBackReaction, actor: c.Actor, now: datetime) -> Decided:
    """Taking an emoji away takes back what it did: the signature, the block or the watch set through that message.

    Nothing set through this message by this person: nothing to take back, and nobody is bothered.
    """
    for key, record in release.records.items():
        signed = [each for each in record.signatures if (each.message, each.person) == (command.message, actor.person)]
        block, watched = record.block, record.watchers.get(actor.person)
        match command.meaning:
            case "sign" if signed:
                undone = partial(withdraw_signature, release, signed[0], c.Withdraw(key))
            case "block" if block and (block.message, block.person) == (command.message, actor.person):
                undone = partial(blocking.unblock, release, c.Unblock(key))
            case "watch" if watched and watched.message == command.message:
                undone = partial(_unwatched, key)
            case _:
                continue
        return undone(actor, now) if release.goes_on(key) else r.NotRunning(release.state)
    return r.NothingToTakeBack("", "none")


def _unwatched(key: str, actor: c.Actor, now: datetime) -> Decided:
    return (e.Unwatched(**Facts(actor, now).header, item=key),)
