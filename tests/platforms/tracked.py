"""A plan with a tracker, the moments of these tests, and a clock that one moves by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.plan import Bugs, Plan, Tracker
from bot.platforms.calling import Limits
from tests.domain.plans import boying

NOW = datetime(2021, 6, 3, 2, 0, tzinfo=UTC)
SMALL = Limits(largest=500_000)
BRISK = Limits(piece=0.3, whole=0.6)  # where waiting in vain is the point
SEVERITIES = {"A": ("severity/A", "P0"), "B": ("severity/B",), "C": ("severity/C", "Low")}
SYSTEMS = {"boying-user": ("boying-user", "component/user"), "boying-web": ("boying-web",)}
ENVIRONMENTS = {"test": ("env/test",), "preheat": ("env/preheat",)}


class Hand:
    """A clock that one moves by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


def tracker(kind: str, at: str, **other: Any) -> Tracker:
    names = {"severities": SEVERITIES, "systems": SYSTEMS, "environments": ENVIRONMENTS}
    states = {"fixed": ("fixed", "Resolved"), "deferred": ("wontfix-now", "Deferred", "Won't Do")}
    return Tracker.model_validate({"kind": kind, "at": at, "query": "", **names, **states, **other})


def tracking(kind: str, at: str, **other: Any) -> Plan:
    bugs = Bugs(owner="developer", verifier="tester", defer=("C",), tracker=tracker(kind, at, **other))
    return boying().model_copy(update={"bugs": bugs})
