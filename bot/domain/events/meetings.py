"""The deployment meeting and its minutes (3a-1 … 3a-4)."""

from datetime import datetime
from typing import Literal

from bot.domain.events.fact import Fact

Taken = Literal["decision", "action", "risk", "note"]


class MeetingCalled(Fact):
    """`place` is a room or a link; `until` the planned end; `invited` are people."""

    meeting_at: datetime
    until: datetime
    place: str = ""
    invited: tuple[str, ...]


class MeetingMoved(Fact):
    """Another time or place; whoever had answered is asked anew."""

    meeting_at: datetime
    until: datetime
    place: str = ""
    invited: tuple[str, ...]


class InvitedToo(Fact):
    """Who has been given an invited role since the meeting was called; nobody else is asked anew."""

    people: tuple[str, ...]


class MeetingCancelled(Fact):
    reason: str


class AttendanceAnswered(Fact):
    """`coming` None: perhaps, if `tentative`, or the answer is taken back.

    `message` ("C…:ts"): where the emoji stands, "" where there is none.
    """

    coming: bool | None
    message: str = ""
    tentative: bool = False


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


class MeetingClosed(Fact):
    """Its actions have become items: those in `actions` (number -> item)."""

    actions: tuple[tuple[int, str], ...] = ()


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
