"""Whether the release's channel is reached."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.state.delivery import ChannelLoss
from bot.domain.state.release import Release


def evolve(release: Release, event: e.DeliveryEvent) -> Release:
    match event:
        case e.ChannelLost():
            known = release.channel_lost
            return replace(
                release, channel_lost=ChannelLoss(event.mend, event.detail, known.since if known else event.at)
            )
        case e.ChannelRegained():
            return replace(release, channel_lost=None)
        case e.Retried():
            return release  # what is owed to Slack is no part of the release
        case _:
            assert_never(event)
