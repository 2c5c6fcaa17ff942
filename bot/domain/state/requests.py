"""What those who alone may touch a thing were asked for (P5, 1c)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Request:
    """Something an item needs of the holders of a role; the item waits for the answer."""

    id: str
    role: str
    item: str
    text: str
    person: str
    at: datetime
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    state: Literal["open", "done", "declined"] = "open"
