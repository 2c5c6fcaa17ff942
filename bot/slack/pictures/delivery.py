"""What a lead is told of the way to Slack and back."""

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


def overheard(voice: Voice, release: Release, notice: n.OthersListen) -> Picture:
    return blocks.picture([blocks.section(delivery.overheard(voice, release, notice))])
