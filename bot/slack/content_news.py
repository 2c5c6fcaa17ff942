"""Messages about documents and reviews: what changed under a signature, what was sent back."""

from bot.domain import notices as n
from bot.domain.release import Release
from bot.slack.picture import Picture
from bot.speech.voice import Voice


def render(voice: Voice, release: Release, notice: n.Changed | n.Returned) -> Picture:
    raise NotImplementedError
