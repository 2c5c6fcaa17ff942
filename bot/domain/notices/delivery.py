"""The release's channel cannot be reached; or what is said in Slack does not all reach us."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.notification import Manner, Notification, Transition, whole

CHANNEL = whole(lambda release: release.channel_lost)


class ChannelSilent(Notification):
    """Nothing reaches the channel: a lead is told, and in the same message when it is reached again."""

    manner: ClassVar = Manner(goes="person", key="", shows=(CHANNEL,), calls=False)

    kind: Literal["channel_silent"] = "channel_silent"
    person: str
    since: datetime


class OthersListen(Notification):
    """Connections that nobody here has made take some of what Slack tells: a lead is told, once a day at most."""

    manner: ClassVar = Manner(goes="person", key="others_listen:{person}:{day}", shows=None, calls=False)

    kind: Literal["others_listen"] = "others_listen"
    person: str
    day: date
    others: int


DeliveryNotice = ChannelSilent | OthersListen


def of_delivery(event: e.DeliveryEvent, step: Transition) -> Iterator[ChannelSilent]:
    match event:
        case e.ChannelLost():
            if step.before.channel_lost is None:
                yield from (ChannelSilent(person=lead, since=event.at) for lead in step.after.leads)
        case e.ChannelRegained() | e.Retried():
            pass  # what was told of the loss shows it; another try is answered where it was asked for
        case _:
            assert_never(event)
