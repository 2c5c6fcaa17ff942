"""The minutes of the deployment meeting (3a-3, 3a-4)."""

from datetime import datetime
from typing import Literal

from bot.domain.events.fact import Fact

Taken = Literal["decision", "action", "risk", "note"]


class MinuteTaken(Fact):
    """One line of the minutes. Of an action: whose it is, and until when.

    `item`: what an action became at once, because the meeting was closed already.
    """

    number: int
    taken: Taken
    text: str
    owner: str = ""
    due: datetime | None = None
    item: str = ""


class MinuteStruck(Fact):
    number: int
    reason: str


class MinutesPosted(Fact):
    """A version of the minutes was posted: at the planned end, when the meeting was closed, or after a correction."""

    version: int
    late: bool = False


class MinutesAgreed(Fact):
    version: int


class MinutesObjected(Fact):
    version: int
    reason: str


class MinutesSettled(Fact):
    """Everybody who was there agreed, or the time for objections ran out without one."""

    version: int


MinutesEvent = MinuteTaken | MinuteStruck | MinutesPosted | MinutesAgreed | MinutesObjected | MinutesSettled
