"""Each time a quality gate was passed or lost, with what was counted and what had changed since the time before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain import events as e
from bot.domain.report.chronicle import Chronicle


@dataclass(frozen=True, slots=True)
class Crossing:
    """`counts`: open bugs by severity; `change`: against the crossing before of the same item, none for the first."""

    gate: str
    item: str
    passed: bool
    counts: Mapping[str, int]
    limits: Mapping[str, int]
    change: Mapping[str, int]
    person: str
    at: datetime


def crossings(told: Chronicle) -> tuple[Crossing, ...]:
    found: list[Crossing] = []
    last: dict[str, Mapping[str, int]] = {}
    for event in told.history:
        if isinstance(event, e.GatePassed | e.GateLost):
            before = last.get(event.item, event.counts)
            severities = dict.fromkeys((*event.counts, *before))
            differences = {key: event.counts.get(key, 0) - before.get(key, 0) for key in severities}
            found.append(
                Crossing(
                    gate=event.gate,
                    item=event.item,
                    passed=isinstance(event, e.GatePassed),
                    counts=event.counts,
                    limits=told.release.plan.gates[event.gate].bugs,
                    change={key: difference for key, difference in differences.items() if difference},
                    person=event.by,
                    at=event.at,
                )
            )
            last[event.item] = event.counts
    return tuple(found)
