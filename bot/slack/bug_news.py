"""Messages about bugs, gates, and what earlier releases left over."""

from bot.domain import notices as n
from bot.domain.release import Release
from bot.slack.picture import Picture
from bot.speech.voice import Voice


def render(
    voice: Voice, release: Release, notice: n.BugPost | n.BugTurn | n.GateFell | n.LeftOver | n.TrackerSilent
) -> Picture:
    raise NotImplementedError
