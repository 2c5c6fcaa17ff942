"""How often an app may call: Slack's tiers per method and minute, and about one post a second in a channel.

Pure but for what it counts.

https://docs.slack.dev/apis/web-api/rate-limits
"""

import math
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

WINDOW = 60.0


@dataclass(frozen=True, slots=True)
class Rates:
    """Calls a minute for each tier; posts a second for a channel, after `burst` at once. `None`: unlimited."""

    tiers: Mapping[int, int] | None
    posts_per_second: float | None
    burst: int = 4

    @classmethod
    def strict(cls) -> "Rates":
        return cls({1: 1, 2: 20, 3: 50, 4: 100}, posts_per_second=1.0)

    @classmethod
    def off(cls) -> "Rates":
        return cls(None, posts_per_second=None)


@dataclass(slots=True)
class RateLimiter:
    """Say how many whole seconds to wait, or 0 to go on; what may go on is counted."""

    rates: Rates
    now: Callable[[], float]
    _calls: dict[str, deque[float]] = field(default_factory=dict)
    _channels: dict[str, tuple[float, float]] = field(default_factory=dict)

    def wait_for(self, method: str, tier: int | None) -> int:
        if tier is None or self.rates.tiers is None:
            return 0
        now, calls = self.now(), self._calls.setdefault(method, deque())
        while calls and calls[0] <= now - WINDOW:
            calls.popleft()
        if len(calls) >= self.rates.tiers[tier]:
            return max(1, math.ceil(calls[0] + WINDOW - now))
        calls.append(now)
        return 0

    def wait_to_post(self, channel: str) -> int:
        rate = self.rates.posts_per_second
        if rate is None:
            return 0
        now = self.now()
        left, since = self._channels.get(channel, (float(self.rates.burst), now))
        left = min(float(self.rates.burst), left + (now - since) * rate)
        if left < 1:
            self._channels[channel] = (left, now)
            return max(1, math.ceil((1 - left) / rate))
        self._channels[channel] = (left - 1, now)
        return 0
