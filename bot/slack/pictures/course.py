"""The release as a whole took a turn."""

from bot.domain import notices as n
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.picture import Picture
from bot.speech import course
from bot.speech.voice import Voice


def turn(voice: Voice, release: Release, notice: n.CourseTurn) -> Picture:
    return blocks.picture([blocks.section(course.turn(voice, release, notice))])
