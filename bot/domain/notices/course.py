"""The release as a whole took a turn."""

from typing import Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.notification import Notification


class Turn(Notification):
    """The release as a whole took a turn: in the channel."""

    kind: Literal["turn"] = "turn"
    turn: Literal["paused", "resumed", "aborted", "rescheduled", "finished"]
    reason: str = ""
    by: str = ""


def of_turn(event: e.Paused | e.Resumed | e.Aborted | e.Rescheduled | e.Finished) -> Turn:
    match event:
        case e.Paused():
            return Turn(turn="paused", reason=event.reason, by=event.by)
        case e.Resumed():
            return Turn(turn="resumed", by=event.by)
        case e.Aborted():
            return Turn(turn="aborted", reason=event.reason, by=event.by)
        case e.Rescheduled():
            return Turn(turn="rescheduled", reason=event.reason, by=event.by)
        case e.Finished():
            return Turn(turn="finished", by=event.by)
        case _:
            assert_never(event)
