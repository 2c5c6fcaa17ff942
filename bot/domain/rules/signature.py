"""Who may sign what, when, and with which evidence: a signature is given by these rules alone (P7, 1a-5)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import evolve, replay
from bot.domain.plan.failing import tells_failure
from bot.domain.plan.layout import Item
from bot.domain.reading.content import fingerprints
from bot.domain.reading.going_live import outside
from bot.domain.reading.reasons import missing, too_soon
from bot.domain.reading.standing import (
    claims,
    conflict,
    empty_roles,
    may_fail,
    missing_roles,
    missing_slots,
    voters,
)
from bot.domain.rules.completing import answered, completed, deployment
from bot.domain.rules.evidence import Brought, evidence, misnamed
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.release import Release
from bot.domain.state.signing import Signature
from bot.domain.state.staffing import Vote


def sign(release: Release, command: c.Sign, actor: c.Actor, now: datetime) -> Decided:
    item = release.item(command.item)
    if refused := (settled_already(release, item) or not_open(release, item, actor, now) or _meeting(release, item)):
        return refused
    vote = _vote(release, item, command, actor, now)
    if not isinstance(vote, Vote):
        return vote
    if shut_out := outside(release, item, now):
        return shut_out
    fact = Facts(actor, now)
    brought = evidence(release, item, command.note.strip(), fact)
    if not isinstance(brought, Brought):
        return brought
    if doubted := sounds_failed(release, item, replace(command, note=brought.note)):
        return doubted
    met = replay(brought.first, release)
    deployed = next((each for each in _deployed(met, item, brought.note, fact)), None)
    if deployed and (wrong := misnamed(deployed.branch, deployed.commit)):
        return wrong
    signed = e.Signed(
        **fact.header,
        item=item.id,
        role=vote.role,
        note=brought.note,
        instead_of=vote.instead_of,
        message=command.message,
        content=fingerprints(met, item),
    )
    after = evolve(met, signed)
    answers = answered(after, item, brought.note, fact)
    follows = completed(after, item, brought.note, fact) if after.standing(item.id) == "done" else ()
    return (*brought.first, signed, *answers, *follows)


def sounds_failed(release: Release, item: Item, command: c.Sign | c.Deploy) -> r.SoundsFailed | None:
    """Words that may tell of a failure tell of no success unasked."""
    if not may_fail(release, item) or not tells_failure(command.note):
        return None
    asked = r.SoundsFailed(command)
    return None if asked.is_agreed else asked


def _deployed(release: Release, item: Item, note: str, fact: Facts) -> Iterator[e.Deployed]:
    """What the signature would say is deployed, where it does."""
    if item.step.deploys and item.system and not item.rollback:
        yield deployment(release, item, note, fact)


def settled_already(release: Release, item: Item) -> r.Refused | None:
    record = release.records[item.id]
    if record.waiver:
        return r.AlreadyDone(item.id, record.waiver.person, "", record.waiver.at, waived=True)
    if record.standing == "done":
        last = record.signatures[-1]
        return r.AlreadyDone(item.id, last.person, last.role, last.at)
    return None


def not_open(release: Release, item: Item, actor: c.Actor, now: datetime) -> r.Refused | None:
    """Not this person's business, not its turn, blocked, lacking something, before its moment: what comes first."""
    record = release.records[item.id]
    if record.standing == "blocked" and record.block is None and (empty := empty_roles(release, item)):
        return r.NobodyHolds(item.id, empty, release.leads)
    if not claims(release, item, actor.person, now):
        return r.NotYourRole(item.id, missing_roles(release, item))
    early = next(too_soon(release, item, now), None)
    if isinstance(early, r.TooEarly):
        return early
    if record.block:
        return r.IsBlocked(item.id, record.block.person, record.block.reason, record.block.at)
    return next(missing(release, item), early)


def _meeting(release: Release, item: Item) -> r.Refused | None:
    """The step that calls a meeting is signed by calling one."""
    called = release.meeting is not None and release.meeting.state != "cancelled"
    return r.CallsMeeting(item.id) if item.step.meeting == "call" and not called else None


def _vote(release: Release, item: Item, command: c.Sign, actor: c.Actor, now: datetime) -> Vote | r.Refused:
    held = [v for v in claims(release, item, actor.person, now) if command.role in ("", v.role)]
    if not held:
        return r.NotYourRole(item.id, missing_roles(release, item))
    admissible = [v for v in voters(release, item, now) if v in held]
    if admissible:
        return admissible[0]
    if own := _own_signature(release, item, held):
        return r.AlreadyDone(item.id, own.person, own.role, own.at, still=missing_roles(release, item))
    unsigned = {slot.role for slot in missing_slots(release, item)}
    against = next((found for v in held if v.role in unsigned and (found := conflict(release, item, v))), None)
    if against is None:
        return r.NotYourRole(item.id, missing_roles(release, item))
    may = tuple(dict.fromkeys(v.person for v in voters(release, item, now)))
    return r.FourEyes(item.id, against.because, against.name, may)


def _own_signature(release: Release, item: Item, held: list[Vote]) -> Signature | None:
    votes = {(vote.role, vote.instead_of or vote.person) for vote in held}
    votes |= {(vote.role, vote.person) for vote in held}
    return next(
        (s for s in release.records[item.id].signatures if (s.role, s.voter) in votes or (s.role, s.person) in votes),
        None,
    )
