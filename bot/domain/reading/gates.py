"""Whether a quality gate holds now, and what keeps it shut. It never opens because something is not known."""

from dataclasses import replace

from bot.domain.plan.layout import Item
from bot.domain.reading.problems import known_wrong
from bot.domain.state.bugs import Bug, is_unsolved, tallied
from bot.domain.state.gates import NOTHING, Shut
from bot.domain.state.release import Release


def unsolved(release: Release, gate: str) -> tuple[Bug, ...]:
    """The bugs the gate counts: all but those found in an environment that comes after its own."""
    plan = release.plan
    order = list(plan.environments)
    later = order[order.index(plan.gates[gate].environment) + 1 :]
    may_wait = plan.bugs.defer if plan.bugs else ()
    return tuple(bug for bug in release.bugs.values() if bug.environment not in later and is_unsolved(bug, may_wait))


def open_bugs(release: Release, gate: str) -> dict[str, int]:
    """The bugs the gate counts, by severity."""
    plan = release.plan
    return tallied(unsolved(release, gate), plan.bugs.severities if plan.bugs else plan.gates[gate].bugs)


def shut(release: Release, gate: str) -> Shut | None:
    """What keeps the gate shut now; None when the standard is met and nothing is wrong where it looks.

    A severity the gate does not name is not allowed.
    """
    limits = release.plan.gates[gate].bugs
    counts = open_bugs(release, gate)
    over = {severity: (count, limits.get(severity, 0)) for severity, count in counts.items()}
    found = Shut({severity: pair for severity, pair in over.items() if pair[0] > pair[1]})
    if release.plan.bugs and release.plan.bugs.tracker:
        told = release.tracking
        found = Shut(found.over, told.unsorted, told.lost, unheard=not told.heard and told.lost is None)
    place = release.plan.gates[gate].environment
    problem = release.problems.get(place)
    found = replace(found, wrong=known_wrong(release, place), until=problem.until if problem else None)
    return None if found == NOTHING else found


def is_shut(release: Release, item: Item) -> bool:
    """Whether the item has a gate whose standard is not met."""
    closed = shut(release, item.step.gate) if item.step.gate else None
    return closed is not None and closed.misses_standard


def has_failed(release: Release, item: Item) -> bool:
    """Whether it is known that the standard is not met. A tracker that is silent shuts the gate, and proves nothing."""
    closed = shut(release, item.step.gate) if item.step.gate else None
    return closed is not None and bool(closed.over or closed.unsorted)


def in_the_way(release: Release, gate: str) -> tuple[Bug, ...]:
    """The bugs of which there are too many, the worst severity first."""
    closed = shut(release, gate)
    over = list(closed.over) if closed else []
    found = (bug for bug in unsolved(release, gate) if bug.severity in over)
    return tuple(sorted(found, key=lambda bug: over.index(bug.severity)))
