"""About the meeting and its minutes, going live and going back, and what is watched afterwards."""

from datetime import datetime
from typing import Literal

from bot.domain.notices.kinds.notification import Notification


class Gathering(Notification):
    """The meeting, in the channel: posted when it is called, kept true afterwards (who comes, moved, cancelled)."""

    kind: Literal["gathering"] = "gathering"


class Invitation(Notification):
    """A person is invited, or asked anew because the meeting was moved (`sequence`)."""

    kind: Literal["invitation"] = "invitation"
    person: str
    sequence: int


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


class RunPost(Notification):
    """A run of the deployment platform, in the card's thread: posted when it is ordered, kept true."""

    kind: Literal["run"] = "run"
    run: str


class Preparing(Notification):
    """These items are about to go live, and this person can give something that they lack: of that, what is new.

    `matters`: (item, what is lacking, of which script), as `domain/preparing` tells them apart.
    """

    kind: Literal["preparing"] = "preparing"
    person: str
    items: tuple[str, ...]
    matters: tuple[tuple[str, str, str], ...]


class Deciding(Notification):
    """The time for a problem is nearly over: a lead goes on, until when, or rolls back."""

    kind: Literal["deciding"] = "deciding"
    person: str
    environment: str
    until: datetime


class RollbackPost(Notification):
    """A rollback was decided: in the channel, kept true until it is through."""

    kind: Literal["rollback"] = "rollback"
    rollback: str


class WatchPost(Notification):
    """A watch, in the card's thread: posted when it first changes its state, kept true."""

    kind: Literal["watch"] = "watch"
    watch: str


class WatchNews(Notification):
    """A watch changed its state: to operations and the developers concerned."""

    kind: Literal["watch_news"] = "watch_news"
    person: str
    watch: str
    state: Literal["up", "down", "unknown"]
    since: datetime


class AlertPost(Notification):
    """An alert of the team's own monitoring, in the card's thread: kept true."""

    kind: Literal["alert"] = "alert"
    alert: str


class AlertNews(Notification):
    """An alert fires or is over: to operations and the developers concerned."""

    kind: Literal["alert_news"] = "alert_news"
    person: str
    alert: str
    state: Literal["firing", "resolved"]
    since: datetime
