"""What is said of the mails a release owes."""

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.release import Release
from bot.outcome import Done
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.MailEvent, actor: str) -> str:
    raise NotImplementedError


def what(voice: Voice, release: Release, event: e.MailEvent) -> str:
    raise NotImplementedError


def refusal(voice: Voice, release: Release, refused: r.MailRefusal) -> str:
    raise NotImplementedError
