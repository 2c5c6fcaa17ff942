"""The way to the release's channel: lost, found again, tried again."""

from bot.domain.events.fact import Fact


class ChannelLost(Fact):
    """Nothing reaches the channel. `mend`: what somebody must mend, a stable code; `detail`: Slack's own word."""

    mend: str
    detail: str = ""


class ChannelRegained(Fact):
    """The channel takes messages again."""


class Retried(Fact):
    """Somebody asked that what could not be delivered be tried again."""


DeliveryEvent = ChannelLost | ChannelRegained | Retried
