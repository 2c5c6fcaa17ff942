"""What is wrong in a live environment, and how long it may take (3b-5)."""

from dataclasses import dataclass
from datetime import datetime


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
        given = self.extended or self.since
        return given + (self.until - given) / 2
