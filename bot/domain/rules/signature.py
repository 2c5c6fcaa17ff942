"""Who may sign what, when, and with which evidence: a signature is given by these rules alone (P7, 1a-5)."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import evolve, replay
from bot.domain.plan.layout import Item
from bot.domain.plan.moments import parse_duration
from bot.domain.reading.content import fingerprints
from bot.domain.reading.gates import shut
from bot.domain.reading.going_live import lack, outside
from bot.domain.reading.standing import (
    awaited,
    claims,
    conflict,
    empty_roles,
    missing_roles,
    missing_slots,
    voters,
    waits_for,
    whose_turn,
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
    """Not this person's business comes before not yet, and not yet before blocked."""
    record = release.records[item.id]
    if record.standing == "blocked" and record.block is None and (empty := empty_roles(release, item)):
        return r.NobodyHolds(item.id, empty, release.leads)
    if not claims(release, item, actor.person, now):
        return r.NotYourRole(item.id, missing_roles(release, item))
    if waiting := waits_for(release, item):
        return r.TooEarly(item.id, waiting, whose_turn(release, item, now))
    if record.block:
        return r.IsBlocked(item.id, record.block.person, record.block.reason, record.block.at)
    return lacks(release, item)


def lacks(release: Release, item: Item) -> r.Refused | None:
    """What the item itself waits for, whoever signs: the quality its gate demands, an answer to a request."""
    if item.step.gate and (closed := shut(release, item.step.gate)):
        passed = release.passed.get(item.id)
        return r.GateShut(item.id, item.step.gate, closed, passed.counts if passed else {})
    if item.step.meeting == "minutes" and (unsettled := _minutes(release, item)):
        return unsettled
    if missing := lack(release, item):
        return missing
    if asked := awaited(release, item):
        people = (person for request in asked for person in release.holders_for(item, request.role))
        return r.Awaited(item.id, tuple(request.id for request in asked), tuple(dict.fromkeys(people)))
    return None


def _meeting(release: Release, item: Item) -> r.Refused | None:
    """The step that calls a meeting is signed by calling one; the one that holds it takes one."""
    if release.meeting is not None and release.meeting.state != "cancelled":
        return None
    match item.step.meeting:
        case "call":
            return r.CallsMeeting(item.id)
        case "hold":
            return r.NoMeeting(release.leads)
        case _:
            return None


def _minutes(release: Release, item: Item) -> r.Refused | None:
    """The step that mails the minutes waits until they stand."""
    meeting, plan = release.meeting, release.plan.meeting
    if meeting is None or meeting.state == "cancelled":
        return r.NoMeeting(release.leads)
    if meeting.settled_at or plan is None:
        return None
    missing = tuple(person for person in meeting.there if person not in meeting.agreed)
    until = (meeting.posted_at or meeting.until) + parse_duration(plan.objections)
    return r.MinutesUnsettled(item.id, missing, until, tuple(meeting.objections.items()))


def _vote(release: Release, item: Item, command: c.Sign, actor: c.Actor, now: datetime) -> Vote | r.Refused:
    held = [v for v in claims(release, item, actor.person, now) if command.role in ("", v.role)]
    if not held:
        return r.NotYourRole(item.id, missing_roles(release, item))
    admissible = [v for v in voters(release, item, now) if v in held]
    if admissible:
        return admissible[0]
    if own := _own_signature(release, item, held):
        return r.AlreadyDone(item.id, own.person, own.role, own.at, still=missing_roles(release, item))
    missing = {slot.role for slot in missing_slots(release, item)}
    against = next((found for v in held if v.role in missing and (found := conflict(release, item, v))), None)
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
