"""The mails of a release, as somebody asks to see them."""

from datetime import datetime

from bot.domain.release import Release
from bot.slack.picture import Picture
from bot.speech.voice import Voice


def shown(voice: Voice, release: Release, now: datetime) -> Picture:
    raise NotImplementedError
