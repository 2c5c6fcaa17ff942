"""A plan laid out into items: step × system, with what each one waits for; and the items of a hotfix beside them.

Decides the static order of a release; who signed what is not known here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from bot.domain.plan import Plan
from bot.domain.plan.steps import Slot, Step

CODE: Final = ("branch", "scripts")
"""The contents that make up a system's code."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be signed. `needs` holds item ids; `phase` is the position of its phase in the plan.

    `hotfix`: the hotfix it belongs to, "" for the plan's own; `held`: roles that are its own people's, of a hotfix
    or an action; `due`: its own moment, of an action.
    """

    id: str
    step: Step
    system: str | None
    phase: int
    needs: tuple[str, ...]
    slots: tuple[Slot, ...]
    hotfix: str = ""
    rollback: str = ""
    due: datetime | None = None
    held: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """`apart_steps`, `apart_roles`: whose signers, and whose holders, four eyes keep apart; in both directions.

    `gated`: the items with a quality gate; `timed`: those that may have an earliest moment. `environments`: by phase,
    those deployed to until its end.
    `code`: what each item rests on of the code, itself and through what it needs: what was found out about a commit.
    `tried`: the items that ask how a test went, and the environment in which it is made; "" before it is deployed.
    """

    items: Mapping[str, Item]
    dependents: Mapping[str, tuple[str, ...]]
    of_step: Mapping[str, tuple[str, ...]]
    phases: tuple[tuple[str, ...], ...]
    of_system: Mapping[str, tuple[str, ...]]
    apart_steps: Mapping[str, tuple[str, ...]]
    apart_roles: Mapping[str, tuple[str, ...]]
    gated: tuple[str, ...]
    timed: tuple[str, ...]
    environments: tuple[frozenset[str], ...]
    code: Mapping[str, tuple[str, ...]]
    tried: Mapping[str, str]

    def downstream(self, item: str) -> tuple[str, ...]:
        """Every item that rests on `item`, in the plan's order: through needs, and all of the later phases.

        What opens ahead of its phase rests on nothing but its needs.
        """
        reached: set[str] = set()
        edge = [item]
        while edge:
            fresh = set(self.dependents[edge.pop()]) - reached
            reached |= fresh
            edge.extend(fresh)
        phase = self.items[item].phase
        later = (key for key, other in self.items.items() if other.phase > phase and not other.step.ahead)
        resting = reached.union(later)
        return tuple(key for key in self.items if key in resting)


def item_id(step: str, system: str | None) -> str:
    return f"{step}/{system}" if system else step


def lay_out(plan: Plan) -> Layout:
    """The items of a checked plan, in the plan's order."""
    of_step = {
        step.id: tuple(item_id(step.id, system) for system in (plan.systems_of(step.each) if step.each else (None,)))
        for phase in plan.phases
        for step in phase.steps
    }
    return _arranged(plan, {item.id: item for item in _items(plan, of_step)}, of_step)


def with_hotfix(plan: Plan, layout: Layout, added: Sequence[Item], waiting: Collection[str]) -> Layout:
    """The layout with the checklist of a hotfix; the items in `waiting` wait for the last of it."""
    items = dict(layout.items)
    for item in added:
        items[item.id] = item
    for key in waiting:
        items[key] = replace(items[key], needs=(*items[key].needs, added[-1].id))
    return _arranged(plan, items, {**layout.of_step, **{item.id: (item.id,) for item in added}})


def with_items(plan: Plan, layout: Layout, added: Sequence[Item], waiting: Collection[str] = ()) -> Layout:
    """The layout with items that the plan does not have; those in `waiting` wait for the last of them."""
    items = {**layout.items, **{item.id: item for item in added}}
    for key in waiting:
        items[key] = replace(items[key], needs=(*items[key].needs, added[-1].id))
    return _arranged(plan, items, {**layout.of_step, **{item.id: (item.id,) for item in added}})


def with_holders(layout: Layout, role: str, system: str) -> Layout:
    """Whoever is named for a system from now on takes the role in its hotfixes too."""
    freed = {
        key: replace(item, held={other: people for other, people in item.held.items() if other != role})
        for key, item in layout.items.items()
        if role in item.held and item.system == system
    }
    return replace(layout, items={**layout.items, **freed}) if freed else layout


def _arranged(plan: Plan, items: Mapping[str, Item], of_step: Mapping[str, tuple[str, ...]]) -> Layout:
    dependents: defaultdict[str, list[str]] = defaultdict(list)
    for item in items.values():
        for need in item.needs:
            dependents[need].append(item.id)
    steps = {item.step.id: item.step for item in items.values()}
    return Layout(
        items=items,
        dependents={key: tuple(dependents[key]) for key in items},
        of_step=of_step,
        phases=tuple(
            tuple(key for key, item in items.items() if item.phase == number) for number in range(len(plan.phases))
        ),
        of_system={name: tuple(i.id for i in items.values() if i.system == name) for name in plan.systems},
        apart_steps=_both_ways({key: (*step.not_by, *_reviewed(step)) for key, step in steps.items()}),
        apart_roles=_both_ways({name: role.never_with for name, role in plan.roles.items()}),
        gated=tuple(key for key, item in items.items() if item.step.gate),
        timed=tuple(key for key, item in items.items() if _is_timed(plan, item.step)),
        environments=tuple(
            frozenset(step.deploys for phase in plan.phases[: number + 1] for step in phase.steps if step.deploys)
            for number in range(len(plan.phases))
        ),
        code=_code(plan, items, dependents),
        tried=dict(_tried(plan, items)),
    )


def _is_timed(plan: Plan, step: Step) -> bool:
    """Whether a moment of its own, of its environment's window or of its meeting may come before it can be signed."""
    environment = plan.environments.get(step.deploys or "")
    return bool(step.not_before or step.meeting == "hold" or (environment and environment.opens))


def _code(
    plan: Plan, items: Mapping[str, Item], dependents: Mapping[str, Iterable[str]]
) -> Mapping[str, tuple[str, ...]]:
    """A test of what was deployed is a test of that code, and so is whatever is concluded from the test."""
    found: dict[str, frozenset[str]] = {key: frozenset(_own_code(plan, item)) for key, item in items.items()}
    edge = list(items)
    while edge:
        key = edge.pop()
        for other in dependents.get(key, ()):
            if not found[key] <= found[other]:
                found[other] |= found[key]
                edge.append(other)
    return {key: tuple(name for name in CODE if name in contents) for key, contents in found.items()}


def _own_code(plan: Plan, item: Item) -> Iterator[str]:
    """What it says it rests on, submits or deploys of the code; the quality that a gate counts is that of all of it."""
    step = item.step
    if item.hotfix or item.rollback:
        return
    yield from (name for name in step.rests_on if name in CODE)
    if step.asks and step.asks.kind == "branch":
        yield "branch"
    if step.gate:
        yield from CODE
    if step.deploys and item.system:
        known = plan.systems[item.system]
        if known.branch:
            yield "branch"
        if not known.branch or plan.kinds[known.kind].scripts:  # operated by scripts
            yield "scripts"


def _tried(plan: Plan, items: Mapping[str, Item]) -> Iterator[tuple[str, str]]:
    """What is asked for in words about something that was deployed is the result of a test of it.

    Unless the words answer a mail, are an item's own of a list, or approve somebody's work.
    """
    for key, item in items.items():
        step = item.step
        in_words = step.asks is not None and step.asks.kind != "branch"
        if not in_words or step.deploys or step.answers or step.lists or step.reviews or step.meeting:
            continue
        if place := _last_place(plan, items, item):
            yield key, place
        elif item.hotfix and plan.hotfix and plan.hotfix.tester in {slot.role for slot in item.slots}:
            yield key, ""


def _last_place(plan: Plan, items: Mapping[str, Item], item: Item) -> str:
    """The environment it needs a deployment to; of several, the last."""
    found: set[str] = set()
    edge, seen = list(item.needs), set(item.needs)
    while edge:
        before = items[edge.pop()]
        if before.step.deploys:
            found.add(before.step.deploys)
            continue
        edge.extend(set(before.needs) - seen)
        seen.update(before.needs)
    return next((place for place in reversed(tuple(plan.environments)) if place in found), "")


def _reviewed(step: Step) -> tuple[str, ...]:
    """Nobody reviews their own work, whether or not the plan says so once more."""
    return (step.reviews,) if step.reviews and step.reviews not in step.not_by else ()


def _both_ways(apart: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    pairs = [(one, other) for one, others in apart.items() for other in others]
    either = dict.fromkeys((*pairs, *((other, one) for one, other in pairs)))
    return {name: tuple(other for one, other in either if one == name) for name in apart}


def _items(plan: Plan, of_step: Mapping[str, tuple[str, ...]]) -> Iterator[Item]:
    for number, phase in enumerate(plan.phases):
        for step in phase.steps:
            for system in plan.systems_of(step.each) if step.each else (None,):
                needs = dict.fromkeys((*_needs_of_steps(step, system, of_step), *_deployed_before(plan, step, system)))
                slots = _merged(plan.slots_of(step, system))
                yield Item(item_id(step.id, system), step, system, number, tuple(needs), slots)


def hotfix_item(
    plan: Plan, step: Step, hotfix: str, system: str, phase: int, held: Mapping[str, tuple[str, ...]]
) -> Item:
    """One step of a hotfix's checklist, as an item of the phase it was opened in."""
    return Item(step.id, step, system, phase, step.needs, _merged(plan.slots_of(step, system)), hotfix, held=held)


def _merged(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """`[tester, tester]` is one slot for two people, lest one signature fill both."""
    seats: Counter[str] = Counter()
    for slot in slots:
        seats[slot.role] += slot.count
    return tuple(Slot(role=role, count=count) for role, count in seats.items())


def _needs_of_steps(step: Step, system: str | None, of_step: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A step that both go through system by system is waited for in the same system; otherwise all of it is."""
    for need in step.follows:
        yield from of_same_system(need, system, of_step)


def of_same_system(step: str, system: str | None, of_step: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The step's item for this system where it has one; otherwise all of its items."""
    same = item_id(step, system)
    return (same,) if same in of_step[step] else of_step[step]


def _deployed_before(plan: Plan, step: Step, system: str | None) -> Iterator[str]:
    """What this system depends on must be deployed to the same environment first (§发布计划表, S2).

    A round that deploys again later in the plan is not waited for: it comes after this one.
    """
    if step.deploys is None or system is None:
        return
    order = list(plan.steps)
    rounds = [other for other in plan.steps.values() if other.deploys == step.deploys and other.each]
    for need in plan.systems[system].needs:
        deploying = [other.id for other in rounds if other.each and need in plan.systems_of(other.each)]
        up_to_here = [other for other in deploying if order.index(other) <= order.index(step.id)]
        yield from (item_id(other, need) for other in up_to_here or deploying)
