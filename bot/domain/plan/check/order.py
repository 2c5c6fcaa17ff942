"""Order: that nothing waits for itself, for something later, or for something that never comes."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from bot.domain.plan import Plan
from bot.domain.plan.check.finding import Finding, Path, error
from bot.domain.plan.check.known import steps_of
from bot.domain.plan.layout import Item, Layout, lay_out

Graph = Mapping[str, Collection[str]]  # what each one waits for


def check_order(plan: Plan) -> Iterator[Finding]:
    """For a plan whose names are right."""
    paths = {step.id: path for path, step in steps_of(plan)}
    for step in plan.steps.values():
        if step.each and not plan.systems_of(step.each):
            yield error((*paths[step.id], "each"), "no-system-of-kind", step=step.id, kind=step.each)
    rings = list(_system_rings(plan))
    stuck = list(_stuck_steps(plan, paths))
    yield from (*rings, *stuck)
    if not rings:
        yield from _declared_order(plan)
        yield from _never_deployed(plan, paths)
    if not rings and not stuck:
        yield from _stuck_items(lay_out(plan), paths)


def cycles(graph: Graph) -> Iterator[tuple[str, ...]]:
    """Rings of names that wait for one another, each closed with its first name; every ring of the graph is cut."""
    rest = {name: set(needs) for name, needs in graph.items()}
    while True:
        try:
            TopologicalSorter(rest).prepare()
        except CycleError as found:
            ring = tuple(reversed(found.args[1]))  # graphlib names what is needed first
            rest[ring[0]].discard(ring[1])
            yield ring
        else:
            return


def _system_rings(plan: Plan) -> Iterator[Finding]:
    for ring in cycles({key: system.needs for key, system in plan.systems.items()}):
        yield error(("systems", ring[0], "needs"), "cycle", what="system", chain=" → ".join(ring))


def _declared_order(plan: Plan) -> Iterator[Finding]:
    for key, system in plan.systems.items():
        for need in system.needs:
            before = plan.systems[need].order
            if before >= system.order:
                path = ("systems", key, "order")
                yield error(path, "order", system=key, order=system.order, need=need, before=before)


def _stuck_steps(plan: Plan, paths: Mapping[str, Path]) -> Iterator[Finding]:
    """Rings of steps, steps that wait for a later phase, and those that wait for either."""
    stuck: set[str] = set()
    for ring in cycles({key: step.follows for key, step in plan.steps.items()}):
        stuck.update(ring)
        yield error((*paths[ring[0]], "needs"), "cycle", what="step", chain=" → ".join(ring))
    phase_of = {step.id: number for number, phase in enumerate(plan.phases) for step in phase.steps}
    for key, step in plan.steps.items():
        for need in step.follows:
            if phase_of[need] > phase_of[key]:
                stuck.add(key)
                later = plan.phases[phase_of[need]].id
                yield error((*paths[key], "needs"), "needs-later-phase", step=key, need=need, phase=later)
    yield from _behind(plan, stuck, paths)


def _behind(plan: Plan, stuck: Collection[str], paths: Mapping[str, Path]) -> Iterator[Finding]:
    reached = set(stuck)
    edge = deque(stuck)
    while edge:
        blocker = edge.popleft()
        for key, step in plan.steps.items():
            if blocker in step.follows and key not in reached:
                reached.add(key)
                edge.append(key)
                yield error(paths[key], "unreachable", step=key, need=blocker)


def _stuck_items(layout: Layout, paths: Mapping[str, Path]) -> Iterator[Finding]:
    """What only shows system by system: deployments that wait for one another, or for one in a later phase."""
    told: set[str] = set()
    for ring in cycles({key: item.needs for key, item in layout.items.items()}):
        step = layout.items[ring[0]].step.id
        if step not in told:
            yield error(paths[step], "cycle", what="step", chain=" → ".join(ring))
        told.add(step)
    for item in layout.items.values():
        for need in _later(layout, item):
            if item.step.id not in told:
                yield error(paths[item.step.id], "deployed-too-late", item=item.id, need=need.id)
            told.add(item.step.id)


def _later(layout: Layout, item: Item) -> Iterator[Item]:
    return (layout.items[need] for need in item.needs if layout.items[need].phase > item.phase)


def _never_deployed(plan: Plan, paths: Mapping[str, Path]) -> Iterator[Finding]:
    """A system goes to an environment only after what it depends on, so that must be deployed there, too."""
    deployed = {(step.deploys, key) for step in plan.steps.values() if step.each for key in plan.systems_of(step.each)}
    for step in plan.steps.values():
        if step.deploys is None or step.each is None:
            continue
        missing = {
            need: key
            for key in plan.systems_of(step.each)
            for need in plan.systems[key].needs
            if (step.deploys, need) not in deployed
        }
        path = (*paths[step.id], "deploys")
        for need, key in missing.items():
            names = {"step": step.id, "system": key, "need": need, "environment": step.deploys}
            yield error(path, "dependency-not-deployed", **names)
