"""How an item stands after its record changed, and whatever rests on it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from bot.domain.reading.reasons import stands
from bot.domain.reading.standing import deployed_upon
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED, Record


def with_record(release: Release, key: str, record: Record) -> Release:
    return replace(release, records={**release.records, key: record})


def touched(release: Release, key: str) -> tuple[str, ...]:
    """The item, and those whose signers are judged by who signed it."""
    item, layout = release.item(key), release.layout
    judged = (other for step in layout.apart_steps[item.step.id] for other in layout.of_step[step])
    kept_apart = item.system is not None and any(layout.apart_roles[slot.role] for slot in item.slots)
    return (key, *judged, *(layout.of_system[item.system] if item.system and kept_apart else ()))


def with_marks(release: Release, key: str, record: Record, at: datetime) -> Release:
    """The item's record is this one now; how it stands, and whoever is judged by it, is worked out anew."""
    return restand(with_record(release, key, record), touched(release, key), at)


def undone(release: Release, key: str, at: datetime) -> Release:
    """The item's signatures have ended; what was said for it before does not count again."""
    return with_marks(release, key, replace(release.records[key], signatures=(), reopened=at), at)


def restand(release: Release, changed: Iterable[str], at: datetime) -> Release:
    """Work out anew how the changed items stand, and whatever rests on those whose settling changed.

    A finished release stands as it did when it finished.
    """
    if release.state == "finished":
        return release
    records = dict(release.records)
    release = replace(release, records=records)
    edge = list(changed)
    while edge:
        key = edge.pop()
        old, new = records[key], stands(release, key)
        if new == old.standing:
            continue
        records[key] = replace(old, standing=new, since=at)
        if (new in SETTLED) != (old.standing in SETTLED):
            was_phase, phase = release.phase, release.item(key).phase
            release = _counted(release, phase, -1 if new in SETTLED else 1)
            edge.extend((*_resting_on(release, key), *deployed_upon(release, key), *_kept_from(release, key)))
            if was_phase != release.phase:
                edge.extend(other for keys in release.layout.phases[min(phase, was_phase) :] for other in keys)
    return release


def _counted(release: Release, phase: int, more: int) -> Release:
    """With so many more items unsettled in this phase."""
    unsettled = list(release.unsettled)
    unsettled[phase] += more
    return replace(release, unsettled=tuple(unsettled))


def _kept_from(release: Release, key: str) -> Iterator[str]:
    """What is deployed where a step of a rollback takes something back: nothing goes live there before its end."""
    if rollback := release.rollbacks.get(release.item(key).rollback):
        for other, item in release.layout.items.items():
            if item.step.deploys == rollback.environment:
                yield other


def _resting_on(release: Release, key: str) -> Iterator[str]:
    """The items that need it; those too that need it through one that was waived."""
    edge, seen = [key], {key}
    while edge:
        for other in release.layout.dependents[edge.pop()]:
            yield other
            if other not in seen and release.records[other].waiver:
                seen.add(other)
                edge.append(other)
