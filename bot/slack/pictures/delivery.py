"""What a lead is told of a channel that cannot be reached."""

from bot.domain import notices as n
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.picture import Picture
from bot.speech import delivery
from bot.speech.voice import Voice


def silent(voice: Voice, release: Release, notice: n.ChannelSilent) -> Picture:
    lost = release.channel_lost
    is_so = lost is not None and lost.since == notice.since
    return blocks.picture([blocks.section(delivery.silent(voice, release, notice))], live=is_so)
