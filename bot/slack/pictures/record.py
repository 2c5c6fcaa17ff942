"""What a lead is told of a record that was changed."""

from bot.domain import notices as n
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.picture import Picture
from bot.speech import record
from bot.speech.voice import Voice


def broken(voice: Voice, release: Release, notice: n.RecordBroken) -> Picture:
    return blocks.picture([blocks.section(record.broken(voice, release, notice))])
