"""The deployment meeting (3a-1)."""

from datetime import datetime

from bot.domain.events.fact import Fact


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


class Uninvited(Fact):
    """Who holds none of the invited roles any more, or may not act; nobody else is asked anew."""

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


class MeetingClosed(Fact):
    """Its actions have become items: those in `actions` (number -> item)."""

    actions: tuple[tuple[int, str], ...] = ()


MeetingEvent = (
    MeetingCalled | MeetingMoved | InvitedToo | Uninvited | MeetingCancelled | AttendanceAnswered | MeetingClosed
)
