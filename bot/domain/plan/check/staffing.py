"""People: that every step can be signed by somebody who may, with eyes enough, and what hangs on one person."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.plan import Plan
from bot.domain.plan.check.finding import Finding, Path, error, warning
from bot.domain.plan.check.known import steps_of
from bot.domain.plan.check.matching import Seat, can_share
from bot.domain.plan.layout import Item, Layout, lay_out


def check_people(plan: Plan) -> Iterator[Finding]:
    """For a plan whose names are right."""
    layout = lay_out(plan)
    yield from _holders(plan)
    yield from _operators(plan)
    yield from _empty(plan, layout)
    yield from _unsigned(plan, layout)
    yield from _single_points(plan, layout)
    busy = {person for role in plan.roles.values() for person in role.people}
    busy |= {person for system in plan.systems.values() for person in system.holders.values()}
    for key in plan.people:
        if key not in busy:
            yield warning(("people", key), "idle-person", person=_name(plan, key))


def _holders(plan: Plan) -> Iterator[Finding]:
    for key, system in plan.systems.items():
        told: set[frozenset[str]] = set()
        for role, person in system.holders.items():
            here = ("systems", key, "holders", role)
            name = _name(plan, person)
            pool = plan.roles[role].people
            if pool and person not in pool:
                yield error(here, "outside-pool", role=role, person=name, pool=_names(plan, pool))
            for other in plan.apart_from(role):
                if system.holders.get(other) == person and frozenset((role, other)) not in told:
                    told.add(frozenset((role, other)))
                    yield error(here, "same-person", system=key, role=role, other=other, person=name)


def _operators(plan: Plan) -> Iterator[Finding]:
    """A deployment is signed by the role of the environment, or of the kind of system: nobody else (§发布人员 2-5)."""
    for path, step in steps_of(plan):
        if step.deploys is None or step.each is None:
            continue
        own = [plan.kinds[plan.systems[key].kind].by for key in plan.systems_of(step.each)]
        rightful = {role for role in own if role} if all(own) else {plan.environments[step.deploys].by}
        for slot in step.by:
            if slot.role not in rightful and own:
                takes = ", ".join(sorted(rightful))
                yield error((*path, "by"), "wrong-operator", step=step.id, role=slot.role, takes=takes)


def _empty(plan: Plan, layout: Layout) -> Iterator[Finding]:
    waiting: defaultdict[tuple[str, str | None], dict[str, None]] = defaultdict(dict)
    for item in layout.items.values():
        for role in (slot.role for slot in item.slots):
            if not plan.holders(role, item.system):
                system = item.system if plan.roles[role].per else None
                waiting[role, system][item.step.id] = None
        for role in plan.concerned(item.step):
            if not plan.holders(role, None):
                waiting[role, None][item.step.id] = None
    for (role, system), steps in waiting.items():
        named = ", ".join(steps)
        if system:
            yield warning(("systems", system), "no-holder", role=role, system=system, steps=named)
        else:
            yield warning(("roles", role), "empty-role", role=role, steps=named)
    for role in plan.report_to:
        if not plan.holders(role, None) and not any(role == empty for empty, _ in waiting):
            yield warning(("roles", role), "nobody-to-mail", role=role)


def _unsigned(plan: Plan, layout: Layout) -> Iterator[Finding]:
    """Steps that the people named cannot sign, however they share the work; each step is told of once."""
    told: set[str] = set()
    paths = {step.id: path for path, step in steps_of(plan)}
    for item in layout.items.values():
        if item.step.id in told:
            continue
        found = _short_of_people(plan, item, paths) or _short_of_eyes(plan, item, layout, paths)
        if found:
            told.add(item.step.id)
            yield found


def _short_of_people(plan: Plan, item: Item, paths: Mapping[str, Path]) -> Finding | None:
    for slot, seat in zip(item.slots, _seats(plan, item), strict=True):
        if not seat.filled_by(seat.able):
            people = _names(plan, sorted(seat.able)) or "–"
            path = paths[item.step.id]
            return error(path, "too-few-people", item=item.id, role=slot.role, count=slot.count, people=people)
    return None


def _short_of_eyes(plan: Plan, item: Item, layout: Layout, paths: Mapping[str, Path]) -> Finding | None:
    for step in item.step.not_by:
        others = [layout.items[key] for key in layout.of_step[step] if key != item.id]
        others = [other for other in others if item.system is None or other.system in (None, item.system)]
        work = [seat for other in others for seat in _seats(plan, other) if seat.filled_by(seat.able)]
        if not can_share(work, _seats(plan, item)):
            return error((*paths[item.step.id], "not_by"), "same-eyes", item=item.id, other=step)
    return None


def _seats(plan: Plan, item: Item) -> list[Seat]:
    """Who may give each signature the item takes. Empty roles and doubled holders are told of elsewhere."""
    seats: list[Seat] = []
    for slot in item.slots:
        held = plan.holders(slot.role, item.system)
        apart = plan.roles[slot.role].never_with if item.system else ()
        pools = [other for other in apart if not (plan.roles[slot.role].per and plan.roles[other].per)]
        able = frozenset(held).difference(*(plan.holders(other, item.system) for other in pools))
        seats.append(Seat(able, slot.count if held else 0))
    return seats


def _single_points(plan: Plan, layout: Layout) -> Iterator[Finding]:
    needed: defaultdict[str, int] = defaultdict(int, {plan.lead: 1})
    for item in layout.items.values():
        for slot in item.slots:
            needed[slot.role] = max(needed[slot.role], slot.count)
    for role, count in needed.items():
        pool = plan.holders(role, None)
        if len(pool) == 1 == count:
            yield warning(("roles", role), "single-point", role=role, person=_names(plan, pool))
        elif 1 < len(pool) == count:
            yield warning(("roles", role), "no-spare", role=role, count=count, people=_names(plan, pool))


def _name(plan: Plan, person: str) -> str:
    return plan.people[person].name


def _names(plan: Plan, people: Sequence[str]) -> str:
    return ", ".join(_name(plan, person) for person in people)
