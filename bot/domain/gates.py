"""Whether a quality gate holds now, and what keeps it shut. It never opens because something is not known."""

from bot.domain.bugs import Shut, counted
from bot.domain.layout import Item
from bot.domain.release import Release


def open_bugs(release: Release, gate: str) -> dict[str, int]:
    """The bugs the gate counts, by severity: those of its environment and of the ones before it."""
    plan = release.plan
    order = list(plan.environments)
    counting = order[: order.index(plan.gates[gate].environment) + 1]
    severities = plan.bugs.severities if plan.bugs else plan.gates[gate].bugs
    return counted(release.bugs.values(), severities, counting)


def shut(release: Release, gate: str) -> Shut | None:
    """What keeps the gate shut now; None when the standard is met. A severity the gate does not name is not allowed."""
    limits = release.plan.gates[gate].bugs
    counts = open_bugs(release, gate)
    over = {severity: (count, limits.get(severity, 0)) for severity, count in counts.items()}
    found = Shut({severity: pair for severity, pair in over.items() if pair[0] > pair[1]})
    if release.plan.bugs and release.plan.bugs.tracker:
        told = release.tracking
        found = Shut(found.over, told.unsorted, told.lost, unheard=not told.heard and not told.lost)
    return None if found == Shut({}) else found


def is_shut(release: Release, item: Item) -> bool:
    """Whether the item has a gate that does not hold."""
    return item.step.gate is not None and shut(release, item.step.gate) is not None
