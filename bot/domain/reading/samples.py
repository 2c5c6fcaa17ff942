"""What the samples of a watch amount to: up or down, outages, availability, latency, and a series to draw.

Samples may come late and twice: what is said follows from which there are, not from the order they came in. Pure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from statistics import median_low
from typing import Literal

from bot.domain.plan.moments import parse_duration
from bot.domain.plan.watching import Watch

State = Literal["up", "down", "unknown"]
Why = Literal[
    "",
    "not-allowed",  # the address is none of the plan's, or one that no watch may reach
    "unresolved",
    "refused",
    "unreachable",
    "timed-out",
    "hung-up",  # it ended the conversation, or did not speak HTTP
    "redirected",  # to `detail`, which the plan does not name
    "redirects",  # for ever
    "wrong-status",
    "wrong-content",
    "too-large",  # the words were not in as much as is read
    "too-slow",
    "expired",
    "not-yet-valid",
    "expires-soon",  # in `detail` days
    "wrong-name",
    "self-signed",
    "untrusted",
    "no-tls",
]

STALE = 3  # intervals without a sample after which nobody knows


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at a watch's target at `at`. `latency`: milliseconds until all of it was there, None where it was not.

    `detail`: the fact behind `why`, untranslated (a status, a host, days); of a good certificate the days it is valid.
    """

    at: datetime
    ok: bool
    latency: int | None = None
    why: Why = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """The target is `state` since `since`; the sample at `told_at` settled it. `why`: as the first of them said."""

    state: State
    since: datetime
    told_at: datetime
    why: Why = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Outage:
    """From the first failure to the first success of those that settled it; `until` is None while it lasts."""

    since: datetime
    until: datetime | None
    why: Why
    detail: str


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds that half, 95 and 99 of a hundred answers took at most."""

    p50: int
    p95: int
    p99: int


@dataclass(frozen=True, slots=True)
class Health:
    """How a target does: as it stands (None: not settled yet), since it is watched, and as it looked last."""

    standing: Change | None
    availability: float | None
    latency: Latency | None
    last: Sample | None


@dataclass(frozen=True, slots=True)
class Bucket:
    """Samples of a stretch of time, drawn as one point: how many, how many failed, the median and the worst latency."""

    since: datetime
    samples: int
    failed: int
    median: int | None
    worst: int | None


def in_order(samples: Iterable[Sample]) -> list[Sample]:
    """By their moment, one for each; of two for the same moment a failure counts."""
    ordered = sorted(samples, key=lambda each: (each.at, each.ok, each.why, each.detail, each.latency or 0))
    return [next(same) for _, same in groupby(ordered, key=attrgetter("at"))]


def between(samples: Iterable[Sample], since: datetime, until: datetime) -> list[Sample]:
    """Those of a window, its end not included."""
    return [sample for sample in samples if since <= sample.at < until]


def changes(samples: Iterable[Sample], watch: Watch) -> list[Change]:
    """When it went down and came up: `watch.after` failures, `watch.back` successes in a row. Unknown before the first.

    A failure between successes starts the count anew, so a target that flaps faster than that stays what it was.
    """
    found: list[Change] = []
    for ok, run in _runs(in_order(samples)):
        state: State = "up" if ok else "down"
        enough = watch.back if ok else watch.after
        if len(run) >= enough and (not found or found[-1].state != state):
            found.append(Change(state, run[0].at, run[enough - 1].at, run[0].why, run[0].detail))
    return found


def standing(samples: Sequence[Sample], watch: Watch, now: datetime) -> Change | None:
    """How the target stands at `now`; None before anything was settled. Unknown since samples have stopped coming."""
    settled = changes(samples, watch)
    if not settled:
        return None
    newest = max(sample.at for sample in samples)
    silent_at = newest + STALE * parse_duration(watch.every) + parse_duration(watch.timeout)
    return Change("unknown", newest, silent_at) if now > silent_at else settled[-1]


def outages(samples: Iterable[Sample], watch: Watch) -> list[Outage]:
    settled = changes(samples, watch)
    ends = [*(each.since for each in settled), None][1:]
    return [
        Outage(each.since, until, each.why, each.detail)
        for each, until in zip(settled, ends, strict=True)
        if each.state == "down"
    ]


def availability(samples: Iterable[Sample]) -> float | None:
    """The share of samples that were as expected, 0 to 1; None without any. Times nobody looked count neither way."""
    looked = in_order(samples)
    return sum(sample.ok for sample in looked) / len(looked) if looked else None


def latency(samples: Iterable[Sample]) -> Latency | None:
    """Percentiles by nearest rank (each is a latency that was measured) of all whole answers; None without any.

    Answers that were right but too slow count, wrong ones do not: an error page is quick.
    """
    took = _latencies(in_order(samples))
    return Latency(_rank(took, 50), _rank(took, 95), _rank(took, 99)) if took else None


def health(samples: Iterable[Sample], watch: Watch, now: datetime) -> Health:
    looked = in_order(samples)
    last = looked[-1] if looked else None
    return Health(standing(looked, watch, now), availability(looked), latency(looked), last)


def series(samples: Iterable[Sample], points: int) -> list[Bucket]:
    """The samples in at most so many equal stretches of their time; a stretch without any is left out.

    No failure is thinned away: it stands in its stretch's `failed`.
    """
    ordered = in_order(samples)
    if not ordered:
        return []
    first = ordered[0].at
    width = max((ordered[-1].at - first) / points, timedelta(microseconds=1))
    stretches = groupby(ordered, key=lambda sample: min((sample.at - first) // width, points - 1))
    return [_bucket(first + number * width, list(part)) for number, part in stretches]


def _runs(ordered: Iterable[Sample]) -> Iterator[tuple[bool, list[Sample]]]:
    return ((ok, list(run)) for ok, run in groupby(ordered, key=attrgetter("ok")))


def _latencies(samples: Iterable[Sample]) -> list[int]:
    right = (sample for sample in samples if sample.ok or sample.why == "too-slow")
    return sorted(sample.latency for sample in right if sample.latency is not None)


def _rank(ordered: Sequence[int], percent: int) -> int:
    return ordered[-(-len(ordered) * percent // 100) - 1]


def _bucket(since: datetime, samples: Sequence[Sample]) -> Bucket:
    took = _latencies(samples)
    failed = sum(not sample.ok for sample in samples)
    return Bucket(since, len(samples), failed, median_low(took) if took else None, took[-1] if took else None)
