"""Who may sign an item, and which others come before it. Derived from the state; stored only in its cache."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from bot.domain.plan.layout import Item, of_same_system
from bot.domain.plan.moments import resolve, soak
from bot.domain.plan.steps import Slot
from bot.domain.reading.deployments import last_there
from bot.domain.reading.going_live import window
from bot.domain.reading.staffing import acting, asked, people_of, votes
from bot.domain.refusals import FourEyes, RoleHolders
from bot.domain.state.release import Release
from bot.domain.state.requests import Request
from bot.domain.state.signing import SETTLED
from bot.domain.state.staffing import StandIn, Vote


def awaited(release: Release, item: Item) -> tuple[Request, ...]:
    """The requests made for the item that nobody has answered."""
    return tuple(each for each in release.requests.values() if each.item == item.id and each.state == "open")


def asked_of(release: Release, request: Request, now: datetime) -> tuple[str, ...]:
    """Who can answer a request at `now`: the holders of the role it went to, and those who stand in for them."""
    named = release.named_for(release.item(request.item), request.role)
    return people_of(votes(release, request.role, named, acting(release, now)))


def broken_below(release: Release, item: Item) -> tuple[str, ...]:
    """The items whose deployment, failed or taken back, keeps this one from being deployed: of all it rests on (S2).

    They hold it whichever item the failure was told for: the plan's own, a later round's, a hotfix's.
    """
    if item.step.deploys is None or item.system is None:
        return ()
    systems = release.plan.systems
    needs = _led_to(item.system, lambda name: systems[name].needs)
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


def shut_by_failure(release: Release, key: str) -> bool:
    """Whether a failed deployment shuts it, which one that goes well settles; and not what somebody has blocked."""
    block = release.records[key].block
    return block is not None and any(
        (each.item, each.person, each.at) == (key, block.person, block.at) and each.failed
        for each in release.deployments
    )


def deployed_upon(release: Release, key: str) -> tuple[str, ...]:
    """The items that deploy, to the same environment, what rests on the system this item deploys, however far up."""
    item = release.item(key)
    if item.step.deploys is None or item.system is None:
        return ()
    deploying = (other for name in built_upon(release, item.system) for other in release.layout.of_system[name])
    return tuple(other for other in deploying if release.item(other).step.deploys == item.step.deploys)


def built_upon(release: Release, system: str) -> tuple[str, ...]:
    """The systems that rest on this one, however far up, the nearest first."""
    upon: dict[str, list[str]] = {}
    for name, each in release.plan.systems.items():
        for need in each.needs:
            upon.setdefault(need, []).append(name)
    return _led_to(system, lambda name: upon.get(name, ()))


def may_fail(release: Release, item: Item) -> bool:
    """Whether it asks how something went: a test, a deployment, a step back."""
    return item.id in release.layout.tried or bool(item.rollback) or bool(item.step.deploys and item.system)


def _led_to(system: str, edges: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Every system that the edges lead to from this one, however far, the nearest first."""
    found: dict[str, None] = {}
    edge = [system]
    while edge:
        fresh = [name for name in edges(edge.pop(0)) if name not in found]
        found |= dict.fromkeys(fresh)
        edge += fresh
    return tuple(found)


def missing_slots(release: Release, item: Item) -> tuple[Slot, ...]:
    """The role slots still to be signed, each with the number of people still missing."""
    signed = release.records[item.id].signatures
    if not signed:
        return item.slots
    left = ((slot, slot.count - sum(s.role == slot.role for s in signed)) for slot in item.slots)
    return tuple(Slot(role=slot.role, count=count) for slot, count in left if count > 0)


def roles_of(release: Release, *items: Item) -> tuple[RoleHolders, ...]:
    """Everybody who may act for one of the items, whoever has signed already."""
    return tuple(
        dict.fromkeys(
            RoleHolders(slot.role, item.system, release.holders_for(item, slot.role))
            for item in items
            for slot in item.slots
        )
    )


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
    """The unsettled items directly before it, and failed deployments below it; else the rest of the phases before.

    A waiver lets go of that one item: what it waited for is waited for still (T2).
    """
    needed, phase = _before(release, item)
    if needs := tuple(dict.fromkeys((*needed, *broken_below(release, item)))):
        return needs
    if release.phase >= phase:
        return ()
    return tuple(key for key in release.layout.phases[release.phase] if release.standing(key) not in SETTLED)


def is_reached(release: Release, item: Item) -> bool:
    """Whether it waits for no other item."""
    needed, phase = _before(release, item)
    return not needed and not any(release.unsettled[:phase]) and not broken_below(release, item)


def _before(release: Release, item: Item) -> tuple[tuple[str, ...], int]:
    """The unsettled items it needs, through those that were waived; and the first phase not to be settled before it."""
    needed: dict[str, None] = {}
    phase, seen, edge = 0, set[str](), [item]
    while edge:
        each = edge.pop()
        phase = phase if each.step.ahead else max(phase, each.phase)
        for need in each.needs:
            standing = release.standing(need)
            if standing not in SETTLED:
                needed[need] = None
            elif standing == "waived" and need not in seen:
                seen.add(need)
                edge.append(release.item(need))
    return tuple(needed), phase


def earliest(release: Release, item: Item) -> datetime | None:
    """The moment before which it is not signed; None where there is none, or what it is counted from is not settled."""
    soaked = _soaked(release, item)
    return None if soaked is None else max((*foreseen(release, item), *soaked), default=None)


def foreseen(release: Release, item: Item) -> tuple[datetime, ...]:
    """Its moments that are known beforehand: the step's own, its window's opening, its meeting's beginning."""
    zone, calendar = release.plan.zone, release.calendar
    own = (resolve(each, release.go_live, zone, calendar) for each in item.step.not_before if not soak(each))
    if not release.punctual:
        return tuple(own)
    opens, _ = window(release, item)
    meeting = release.meeting if item.step.meeting == "hold" else None
    begins = meeting.at if meeting and meeting.state == "called" else None
    return (*own, *(each for each in (opens, begins) if each))


def _soaked(release: Release, item: Item) -> tuple[datetime, ...] | None:
    """Its moments that are counted from other steps; None while one of those is not settled."""
    moments: list[datetime] = []
    for lasts, step in filter(None, map(soak, item.step.not_before)):
        before = [release.records[key] for key in of_same_system(step, item.system, release.layout.of_step)]
        if any(record.standing not in SETTLED for record in before):
            return None
        moments.extend(record.since + lasts for record in before if record.since)
    return tuple(moments)


def has_come(release: Release, item: Item) -> bool:
    """Whether its earliest moment, as it is now, is on record as come."""
    if item.id not in release.layout.timed:
        return True
    at, came = earliest(release, item), release.came.get(item.id)
    if at is None:
        return _soaked(release, item) is not None
    return came is not None and came >= at


def may_sign(release: Release, key: str, now: datetime) -> tuple[str, ...]:
    """The people whose signature the item takes now."""
    return people_of(_taken(release, key, now))


def asked_to_sign(release: Release, key: str, now: datetime) -> tuple[str, ...]:
    """Those of them who are asked for it."""
    return asked(release, _taken(release, key, now))


def _taken(release: Release, key: str, now: datetime) -> tuple[Vote, ...]:
    item = release.item(key)
    return voters(release, item, now) if release.goes_on(key) and release.standing(key) == "open" else ()
