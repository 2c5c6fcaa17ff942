"""How an item stands, who may sign it, and what it waits for. Derived from the state; stored only in its cache."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.plan.layout import Item
from bot.domain.plan.steps import Slot
from bot.domain.reading.deployments import last_there
from bot.domain.reading.gates import in_the_way, is_shut, shut
from bot.domain.reading.going_live import givers, lack, lacks
from bot.domain.reading.staffing import acting, addressed, asked, people_of, votes
from bot.domain.refusals import FourEyes, RoleHolders
from bot.domain.state.release import Release
from bot.domain.state.requests import Request
from bot.domain.state.signing import SETTLED, Standing
from bot.domain.state.staffing import StandIn, Vote


def stands(release: Release, key: str) -> Standing:
    """waived, done, blocked by a person, waiting, blocked by something it lacks, or open: the first that holds.

    It lacks people who could sign, the quality its gate demands, or an answer to a request made for it.
    """
    record, item = release.records[key], release.item(key)
    if record.waiver:
        return "waived"
    missing, shut = missing_slots(release, item), is_shut(release, item)
    if record.signatures and not missing and not shut:
        return "done"
    if record.block:
        return "blocked"
    if not _reached(release, item):
        return "waiting"
    vacant = empty_roles(release, item)
    held = awaited(release, item) or has_unsettled_minutes(release, item) or lack(release, item)
    return "blocked" if shut or vacant or held else "open"


def has_unsettled_minutes(release: Release, item: Item) -> bool:
    """Whether the item mails minutes that nobody has agreed to yet."""
    return item.step.meeting == "minutes" and (release.meeting is None or release.meeting.settled_at is None)


def awaited(release: Release, item: Item) -> tuple[Request, ...]:
    """The requests made for the item that nobody has answered."""
    return tuple(each for each in release.requests.values() if each.item == item.id and each.state == "open")


def asked_of(release: Release, request: Request, now: datetime) -> tuple[str, ...]:
    """Who can answer a request at `now`: the holders of the role it went to, and those who stand in for them."""
    named = release.named_for(release.item(request.item), request.role)
    return people_of(votes(release, request.role, named, acting(release, now)))


def _reached(release: Release, item: Item) -> bool:
    if any(release.unsettled[: item.phase]) and not item.step.ahead:
        return False
    return all(release.records[need].standing in SETTLED for need in item.needs) and not broken_below(release, item)


def broken_below(release: Release, item: Item) -> tuple[str, ...]:
    """The items whose deployment, failed or taken back, keeps this one from being deployed: of what it rests on (S2).

    They hold it whichever item the failure was told for: the plan's own, a later round's, a hotfix's.
    """
    if item.step.deploys is None or item.system is None:
        return ()
    needs = release.plan.systems[item.system].needs
    last = [each for need in needs if (each := last_there(release.deployments, need, item.step.deploys))]
    failed = (each.item for each in last if each.failed)
    taken_back = (
        key
        for each in last
        if each.rollback
        for key in release.layout.of_system[each.system]
        if release.item(key).step.deploys == item.step.deploys
    )
    return tuple(key for key in (*failed, *taken_back) if release.standing(key) not in SETTLED)


def deployed_upon(release: Release, key: str) -> tuple[str, ...]:
    """The items that deploy, to the same environment, what depends on the system this item deploys."""
    item = release.item(key)
    if item.step.deploys is None or item.system is None:
        return ()
    above = (name for name, system in release.plan.systems.items() if item.system in system.needs)
    deploying = (other for name in above for other in release.layout.of_system[name])
    return tuple(other for other in deploying if release.item(other).step.deploys == item.step.deploys)


def missing_slots(release: Release, item: Item) -> tuple[Slot, ...]:
    """The role slots still to be signed, each with the number of people still missing."""
    signed = release.records[item.id].signatures
    if not signed:
        return item.slots
    left = ((slot, slot.count - sum(s.role == slot.role for s in signed)) for slot in item.slots)
    return tuple(Slot(role=slot.role, count=count) for slot, count in left if count > 0)


def missing_roles(release: Release, item: Item) -> tuple[RoleHolders, ...]:
    return tuple(
        RoleHolders(slot.role, item.system, release.holders_for(item, slot.role))
        for slot in missing_slots(release, item)
    )


def empty_roles(release: Release, item: Item) -> tuple[str, ...]:
    """Roles that must still sign, come to the meeting or get the mail, with nobody who could: the lead is asked."""
    unsigned = (slot.role for slot in missing_slots(release, item) if not _could_ever_sign(release, item, slot))
    concerned = (role for role in release.plan.concerned(item.step) if not release.holders(role, None))
    return tuple(dict.fromkeys((*unsigned, *concerned)))


def vacancies(release: Release) -> tuple[tuple[str, str | None], ...]:
    """The roles that any step of the release needs and nobody holds, with the system they are held for; by the plan."""
    needed = {
        (role, item.system if release.plan.roles[role].per == "system" else None)
        for item in release.layout.items.values()
        for role in empty_roles(release, item)
    }
    order = list(release.plan.roles)
    return tuple(sorted(needed, key=lambda vacancy: (order.index(vacancy[0]), vacancy[1] or "")))


def _could_ever_sign(release: Release, item: Item, slot: Slot) -> bool:
    return any(conflict(release, item, vote) is None for vote in _votes_of(release, item, slot.role, release.stand_ins))


def voters(release: Release, item: Item, now: datetime) -> tuple[Vote, ...]:
    """Everybody who may sign the item at `now`, if it were open: role by role, holders before their stand-ins."""
    standing_in = acting(release, now)
    known = release.voters.get((item.id, standing_in))
    if known is None:
        known = release.voters[item.id, standing_in] = tuple(
            vote
            for slot in missing_slots(release, item)
            for vote in _votes_of(release, item, slot.role, standing_in)
            if conflict(release, item, vote) is None
        )
    return known


def claims(release: Release, item: Item, person: str, now: datetime) -> tuple[Vote, ...]:
    """The roles of this item that the person holds or stands in for, whether or not a vote would be admissible."""
    standing_in = acting(release, now)
    found = (vote for slot in item.slots for vote in _votes_of(release, item, slot.role, standing_in))
    return tuple(vote for vote in found if vote.person == person)


def _votes_of(release: Release, item: Item, role: str, standing_in: tuple[StandIn, ...]) -> Iterator[Vote]:
    return votes(release, role, release.named_for(item, role), standing_in)


def conflict(release: Release, item: Item, vote: Vote) -> FourEyes | None:
    """Why this vote would not be a second pair of eyes, or would be a second vote (§发布人员; P7)."""
    if item.system is not None:
        declared = release.plan.roles[vote.role].never_with
        for name in release.layout.apart_roles[vote.role]:
            barred = acted_in if name in declared else signed_in
            if vote.person in barred(release, name, item.system):
                return FourEyes(item.id, "role", name, ())
    for step in release.layout.apart_steps[item.step.id]:
        if vote.person in _whose_work(release, step, item.system):
            return FourEyes(item.id, "step", step, ())
    for signature in release.records[item.id].signatures:
        people = {signature.person, signature.voter}
        if signature.role == vote.role and people & {vote.person, vote.instead_of or vote.person}:
            return FourEyes(item.id, "vote", vote.role, ())
    return None


def acted_in(release: Release, role: str, system: str) -> frozenset[str]:
    """Who holds the role for the system, and who has signed in it: a new name does not undo whose work it was."""
    return signed_in(release, role, system).union(release.named(role, system))


def signed_in(release: Release, role: str, system: str) -> frozenset[str]:
    """Who has signed in the role for the system: a developer who could also test may develop until they have."""
    return frozenset(
        person
        for key in release.layout.of_system[system]
        for signature in release.records[key].signatures
        if signature.role == role
        for person in (signature.person, signature.voter)
    )


def _whose_work(release: Release, step: str, system: str | None) -> Iterator[str]:
    """Who signed the step's items, and who wrote what they were signed for."""
    for key in release.layout.of_step[step]:
        if system is None or release.item(key).system in (None, system):
            for signature in release.records[key].signatures:
                yield from (signature.person, signature.voter)
            yield from (version.person for version in release.documents.get(key, ())[-1:])


def late_at_once(release: Release, now: datetime) -> tuple[str, ...]:
    """The unsettled items whose planned moment is past already."""
    planned = ((key, release.due(key)) for key in release.layout.items if release.standing(key) not in SETTLED)
    return tuple(key for key, due in planned if due and due < now)


def waits_for(release: Release, item: Item) -> tuple[str, ...]:
    """The unsettled items directly before it, and failed deployments below it; else the rest of the phases before."""
    unsettled = (need for need in item.needs if release.standing(need) not in SETTLED)
    needs = tuple(dict.fromkeys((*unsettled, *broken_below(release, item))))
    if needs:
        return needs
    phase = release.phase
    if phase >= item.phase or item.step.ahead:
        return ()
    return tuple(key for key in release.layout.phases[phase] if release.standing(key) not in SETTLED)


def whose_turn(release: Release, item: Item, now: datetime) -> tuple[str, ...]:
    """The people who can move things now so that the item opens: signers of open items, and who unblocks."""
    reached: dict[str, None] = {}
    edge, seen = list(waits_for(release, item)), set[str]()
    while edge:
        key = edge.pop(0)
        if key in seen:
            continue
        seen.add(key)
        if release.standing(key) == "open":
            reached.update(dict.fromkeys(asked(release, voters(release, release.item(key), now))))
            continue
        if release.standing(key) == "blocked":
            reached.update(dict.fromkeys(who_unblocks(release, release.item(key))))
        edge.extend(waits_for(release, release.item(key)))
    return tuple(reached)


def who_unblocks(release: Release, item: Item) -> tuple[str, ...]:
    """Who is asked to: who set the block, was asked, mends what the gate counts or gives what it lacks; the lead."""
    return addressed(release, _unblocking(release, item))


def _unblocking(release: Release, item: Item) -> Iterator[str]:
    if block := release.records[item.id].block:
        yield from (*release.leads, block.person)
    for request in awaited(release, item):
        yield from release.named_for(item, request.role)
    bugs = release.plan.bugs
    if item.step.gate and bugs:
        for bug in in_the_way(release, item.step.gate):
            yield from release.named(bugs.verifier if bug.state == "fixed" else bugs.owner, bug.system)
    closed = shut(release, item.step.gate) if item.step.gate else None
    for each in lacks(release, item):
        yield from givers(release, item, each)
    if empty_roles(release, item) or (closed and (closed.tracker or closed.unsorted)):
        yield from release.leads


def may_sign(release: Release, key: str, now: datetime) -> tuple[str, ...]:
    """The people whose signature the item takes now."""
    return people_of(_taken(release, key, now))


def asked_to_sign(release: Release, key: str, now: datetime) -> tuple[str, ...]:
    """Those of them who are asked for it."""
    return asked(release, _taken(release, key, now))


def _taken(release: Release, key: str, now: datetime) -> tuple[Vote, ...]:
    item = release.item(key)
    goes_on = release.state == "running" or (release.state == "paused" and item.hotfix)
    return voters(release, item, now) if goes_on and release.standing(key) == "open" else ()
