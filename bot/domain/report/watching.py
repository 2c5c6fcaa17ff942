"""How what went live did: each watch's state over time, what it measured, and the alerts of the team's monitoring (4b).

From the record alone, so that a report drawn again is the same: samples are forgotten in time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from bot.domain import events as e
from bot.domain.reading.samples import State
from bot.domain.report.chronicle import Chronicle


@dataclass(frozen=True, slots=True)
class WatchStretch:
    """A watch was `state` from `since` to `until`; `why` and `detail` as a sample carries them."""

    state: State
    since: datetime
    until: datetime
    why: str
    detail: str


@dataclass(frozen=True, slots=True)
class WatchTold:
    """`measured`: what its samples summed up to each time that its planned time was over."""

    watch: str
    stretches: tuple[WatchStretch, ...]
    measured: tuple[e.WatchMeasured, ...]


@dataclass(frozen=True, slots=True)
class AlertTold:
    """One time an alert fired; `until` is None while it does."""

    name: str
    system: str
    severity: str
    summary: str
    url: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Monitoring:
    watches: tuple[WatchTold, ...]
    alerts: tuple[AlertTold, ...]


def monitoring(told: Chronicle) -> Monitoring:
    watches = (_watch(told, key) for key in told.release.plan.watches)
    return Monitoring(tuple(each for each in watches if each.stretches or each.measured), tuple(_alerts(told)))


def _watch(told: Chronicle, key: str) -> WatchTold:
    measured = tuple(event for event in told.history if isinstance(event, e.WatchMeasured) and event.watch == key)
    return WatchTold(key, tuple(_stretches(told, key, measured)), measured)


def _stretches(told: Chronicle, key: str, measured: tuple[e.WatchMeasured, ...]) -> Iterator[WatchStretch]:
    """Each state lasts until the next one, or until nobody looked any more."""
    turned = [event for event in told.history if isinstance(event, e.WatchTurned) and event.watch == key]
    for event, after in zip_longest(turned, turned[1:]):
        ends = [each.until for each in measured if each.until >= event.since]
        until = min([after.since if after else told.until, *ends])
        if event.since < until:
            yield WatchStretch(event.state, event.since, until, event.why, event.detail)


def _alerts(told: Chronicle) -> Iterator[AlertTold]:
    heard = [event for event in told.history if isinstance(event, e.AlertTold)]
    for number, event in enumerate(heard):
        if event.state == "firing":
            later = (other for other in heard[number:] if other.fingerprint == event.fingerprint)
            over = (other for other in later if other.state == "resolved")
            ended = next(over, None)
            yield AlertTold(
                event.name,
                event.system,
                event.severity,
                event.summary,
                event.url,
                event.since,
                ended.until if ended else None,
            )
