"""Minutes to be read, and objections to them (3a-4)."""

from collections.abc import Iterator
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.going_live import PACKET
from bot.domain.notices.meetings import MEETING
from bot.domain.notices.notification import Manner, Notification, Transition


class MinutesPost(Notification):
    """The minutes, in the channel: posted at the planned end or when the meeting is closed; newer versions edit it."""

    manner: ClassVar = Manner(goes="channel", key="minutes", shows=(MEETING, PACKET), calls=False)

    kind: Literal["minutes"] = "minutes"
    late: bool = False


class MinutesCanvas(Notification):
    """The minutes as a canvas too, where there are canvases; newer versions edit it."""

    manner: ClassVar = Manner(goes="thread", key="minutes_canvas", shows=(MEETING, PACKET), calls=False)

    kind: Literal["minutes_canvas"] = "minutes_canvas"


class MinutesToRead(Notification):
    """Whoever was there is asked to agree to a version of the minutes, or to object."""

    manner: ClassVar = Manner(goes="person", key="", shows=(MEETING, PACKET), calls=False, own=True)

    kind: Literal["minutes_to_read"] = "minutes_to_read"
    person: str
    version: int


class Objection(Notification):
    """Somebody objects to the minutes: to who called the meeting."""

    manner: ClassVar = Manner(goes="person", key="", shows=(MEETING, PACKET), calls=False)

    kind: Literal["objection"] = "objection"
    person: str
    by: str
    version: int


MinutesNotice = MinutesPost | MinutesCanvas | MinutesToRead | Objection


def of_minutes(event: e.MinutesEvent, step: Transition) -> Iterator[MinutesNotice]:
    meeting = step.after.meeting
    if meeting is None:
        return
    match event:
        case e.MinutesPosted():
            yield MinutesPost(late=event.late)
            yield MinutesCanvas()
            if meeting.state == "closed":
                for person in meeting.there:
                    yield MinutesToRead(person=person, version=meeting.version)
        case e.MinutesObjected():
            if meeting.caller != event.by:
                yield Objection(person=meeting.caller, by=event.by, version=event.version)
        case e.MinutesSettled():
            yield MinutesPost()
        case e.MinuteTaken() | e.MinuteStruck() | e.MinutesAgreed():
            pass  # the minutes show it
        case _:
            assert_never(event)
