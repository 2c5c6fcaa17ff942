"""How fast Slack may be asked: tiers per method, about one post a second per channel, and what a 429 told us.

Pure bookkeeping over the `now` it is handed. Source: https://docs.slack.dev/apis/web-api/rate-limits
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Allowance:
    """`burst` calls at once, then one per `every`. In any minute at most burst + 60 s / every."""

    burst: int
    every: timedelta


TIER_3: Final = Allowance(10, timedelta(seconds=1.5))  # 50 a minute
TIER_4: Final = Allowance(20, timedelta(seconds=0.75))  # 100 a minute
ONE_A_SECOND: Final = Allowance(1, timedelta(seconds=1))
SAME_MESSAGE: Final = Allowance(1, timedelta(seconds=1.2))  # an edit waits for the changes that follow it at once

METHODS: Final[Mapping[str, Allowance]] = MappingProxyType(
    {
        "chat.update": TIER_3,
        "conversations.open": TIER_3,
        "conversations.history": TIER_3,
        "conversations.replies": TIER_3,
        "reactions.get": TIER_3,
        "functions.completeSuccess": TIER_3,
        "chat.postEphemeral": TIER_4,
        "views.publish": TIER_4,
        # Learning who is who, and where a channel is, leaves room for what people wait for.
        "users.lookupByEmail": Allowance(20, timedelta(seconds=3)),  # 40 of tier 3's 50 a minute
        "users.info": Allowance(30, timedelta(seconds=2)),  # 60 of tier 4's 100 a minute
        "users.conversations": Allowance(10, timedelta(seconds=3)),  # 30 of tier 3's 50 a minute
        "conversations.info": Allowance(10, timedelta(seconds=3)),
        "conversations.join": Allowance(10, timedelta(seconds=3)),
        "conversations.list": Allowance(8, timedelta(seconds=10)),  # 14 of tier 2's 20 a minute
    }
)


@dataclass(slots=True)
class _Bucket:
    allowance: Allowance
    tokens: float
    at: datetime

    def _refill(self, now: datetime) -> None:
        gained = (now - self.at) / self.allowance.every
        self.tokens, self.at = min(self.allowance.burst, self.tokens + max(gained, 0)), max(now, self.at)

    def ready(self, now: datetime) -> datetime:
        self._refill(now)
        return now if self.tokens >= 1 else now + self.allowance.every * (1 - self.tokens)

    def spend(self, now: datetime) -> None:
        self._refill(now)
        self.tokens -= 1


class Pace:
    """Not thread-safe: its owner takes turns."""

    def __init__(self) -> None:
        self._buckets: dict[str, _Bucket] = {}
        self._closed: dict[str, datetime] = {}

    def reserve(self, method: str, place: str, now: datetime) -> datetime:
        """Take the next turn for this call: when it comes. `place`: a channel, or a message to edit."""
        buckets = self._involved(method, place, now)
        turn = max([now, *(bucket.ready(now) for bucket in buckets)])
        # Spent even where the turn is in the future: whoever comes later must come after it.
        for bucket in buckets:
            bucket.spend(now)
        return turn

    def take(self, method: str, now: datetime) -> bool:
        """Take a turn for this call if there is one now."""
        buckets = self._involved(method, "", now)
        if self.opens(method, now) > now or any(bucket.ready(now) > now for bucket in buckets):
            return False
        for bucket in buckets:
            bucket.spend(now)
        return True

    def opens(self, method: str, now: datetime) -> datetime:
        """When Slack takes calls by this method again; `now` when it does."""
        return max(now, self._closed.get(method, now))

    def limited(self, method: str, until: datetime) -> None:
        """Slack said 429: nothing by this method before `until`."""
        self._closed[method] = max(until, self._closed.get(method, until))

    def _involved(self, method: str, place: str, now: datetime) -> list[_Bucket]:
        wanted: list[tuple[str, Allowance]] = []
        if method in METHODS:
            wanted.append((method, METHODS[method]))
        if method == "chat.postMessage":
            wanted.append((f"{method} {place}", ONE_A_SECOND))
        if method == "chat.update":
            wanted.append((f"{method} {place}", SAME_MESSAGE))
        return [self._buckets.setdefault(name, _Bucket(allowed, allowed.burst, now)) for name, allowed in wanted]
