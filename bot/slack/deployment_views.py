"""What runs where, hotfixes and requests, as somebody asks to see them."""

from datetime import datetime

from bot.domain import queries as q
from bot.domain.release import Release
from bot.slack.picture import Picture
from bot.speech.voice import Voice


def shown(
    voice: Voice, release: Release, query: q.Deployments | q.Hotfixes | q.Requests, person: str, now: datetime
) -> Picture:
    raise NotImplementedError
