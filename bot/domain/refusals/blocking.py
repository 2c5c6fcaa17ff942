"""What keeps an item shut."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class IsBlocked:
    item: str
    person: str
    reason: str
    since: datetime


BlockingRefusal = IsBlocked
