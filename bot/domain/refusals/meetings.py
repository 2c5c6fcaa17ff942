"""What stands in the way of a meeting."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.refusals.signing import RoleHolders


@dataclass(frozen=True, slots=True)
class NoMeetings:
    """The plan has no deployment meeting."""


@dataclass(frozen=True, slots=True)
class NoMeeting:
    """None is called. `people` can call it."""

    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallsMeeting:
    """Signing the item is calling the meeting, so it takes a moment and a place."""

    item: str


@dataclass(frozen=True, slots=True)
class EndsTooSoon:
    """The meeting would be over before it begins."""

    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class AfterGoLive:
    """The meeting would begin when the release has gone live."""

    at: datetime
    go_live: datetime


@dataclass(frozen=True, slots=True)
class MeetingOver:
    """It is closed: it is neither moved, cancelled, answered nor closed again."""


@dataclass(frozen=True, slots=True)
class MeetingAhead:
    """It has not begun: that somebody comes is not yet that they are there. It may be moved, or cancelled."""

    at: datetime


@dataclass(frozen=True, slots=True)
class NotInvited:
    pass


@dataclass(frozen=True, slots=True)
class RolesAbsent:
    """Nobody who holds (or stands in for) these roles has said that they come."""

    roles: tuple[RoleHolders, ...]


MeetingRefusal = (
    NoMeetings
    | NoMeeting
    | CallsMeeting
    | EndsTooSoon
    | AfterGoLive
    | MeetingOver
    | MeetingAhead
    | NotInvited
    | RolesAbsent
)
