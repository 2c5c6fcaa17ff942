"""What is said of documents, reviews, branches and scripts."""

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.release import Release
from bot.outcome import Done
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.ContentEvent, actor: str) -> str:
    raise NotImplementedError


def what(voice: Voice, release: Release, event: e.ContentEvent) -> str:
    raise NotImplementedError


def refusal(voice: Voice, release: Release, refused: r.ContentRefusal) -> str:
    raise NotImplementedError
