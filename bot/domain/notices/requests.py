"""Requests, and their answers."""

from collections.abc import Iterator
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.notification import Manner, Notification, Transition, each
from bot.domain.reading.standing import asked_of

REQUEST = each("request", lambda release: release.requests)


class Wanted(Notification):
    """A request, to those who can answer it."""

    manner: ClassVar = Manner(goes="person", key="", shows=(REQUEST,), calls=False)

    kind: Literal["wanted"] = "wanted"
    person: str
    request: str


class Replied(Notification):
    """The answer to a request, to who asked."""

    manner: ClassVar = Manner(goes="person", key="", shows=None, calls=False)

    kind: Literal["replied"] = "replied"
    person: str
    request: str


RequestNotice = Wanted | Replied


def of_requests(event: e.RequestEvent, step: Transition) -> Iterator[RequestNotice]:
    request = step.after.requests[event.request]
    match event:
        case e.Requested():
            asked = asked_of(step.after, request, step.now)
            yield from (Wanted(person=person, request=request.id) for person in asked)
        case e.Answered():
            if request.person != event.by:
                yield Replied(person=request.person, request=request.id)
        case _:
            assert_never(event)
