"""Bugs, as somebody asks to see them; the form one is reported in."""

from datetime import datetime

from bot.domain import queries as q
from bot.domain.release import Release
from bot.slack.picture import Block, Picture
from bot.speech.voice import Voice


def shown(voice: Voice, release: Release, query: q.Bugs | q.Bug, person: str, now: datetime) -> Picture:
    raise NotImplementedError


def form(voice: Voice, release: Release) -> Block:
    raise NotImplementedError
