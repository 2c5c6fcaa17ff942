"""Minutes to be read, and objections to them (3a-4)."""

from typing import Literal

from bot.domain.notices.notification import Notification


class MinutesPost(Notification):
    """The minutes, in the channel: posted at the planned end or when the meeting is closed; newer versions edit it."""

    kind: Literal["minutes"] = "minutes"
    late: bool = False


class MinutesToRead(Notification):
    """Whoever was there is asked to agree to a version of the minutes, or to object."""

    kind: Literal["minutes_to_read"] = "minutes_to_read"
    person: str
    version: int


class Objection(Notification):
    """Somebody objects to the minutes: to who called the meeting."""

    kind: Literal["objection"] = "objection"
    person: str
    by: str
    version: int
