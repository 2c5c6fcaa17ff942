"""What is wrong in a live environment, and how long it may take (3b-5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

AGAIN = timedelta(minutes=10)  # at least so long between two questions


@dataclass(frozen=True, slots=True)
class Problem:
    """Something is wrong in a live environment (`reading.problems`) and may take until then; the lead was `asked` last.

    `extended`: when the lead gave it the time it has, None while it is the plan's.
    """

    since: datetime
    until: datetime
    asked: datetime | None = None
    extended: datetime | None = None

    @property
    def half(self) -> datetime:
        """When half of its time is over."""
        return self.until - self._half

    @property
    def asks_at(self) -> datetime:
        """When the lead is asked next: at half of its time, at its end, and on after it until somebody decides."""
        if self.asked is None:
            return self.half
        return self.until if self.asked < self.until else self.asked + max(self._half, AGAIN)

    @property
    def _half(self) -> timedelta:
        return (self.until - (self.extended or self.since)) / 2
