"""A rollback was decided (3b-5)."""

from typing import Literal

from bot.domain.notices.notification import Notification


class RollbackPost(Notification):
    """A rollback was decided: in the channel, kept true until it is through."""

    kind: Literal["rollback"] = "rollback"
    rollback: str
