"""The release's channel cannot be reached."""

from collections.abc import Iterator
from datetime import datetime
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


DeliveryNotice = ChannelSilent


def of_delivery(event: e.DeliveryEvent, step: Transition) -> Iterator[ChannelSilent]:
    match event:
        case e.ChannelLost():
            if step.before.channel_lost is None:
                yield from (ChannelSilent(person=lead, since=event.at) for lead in step.after.leads)
        case e.ChannelRegained() | e.Retried():
            pass  # what was told of the loss shows it; another try is answered where it was asked for
        case _:
            assert_never(event)
