"""Documents and scripts, as somebody asks to see them; the form a document is written in."""

from bot.domain import queries as q
from bot.domain.release import Release
from bot.slack.picture import Block, Picture
from bot.speech.voice import Voice


def shown(voice: Voice, release: Release, query: q.Document | q.Scripts) -> Picture:
    raise NotImplementedError


def form(voice: Voice, release: Release, item: str) -> Block:
    raise NotImplementedError
