"""The record of a release, or of one of its items: its last lines, or a table of as many as a message holds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain import events as e
from bot.domain.state.release import Release
from bot.slack.pictures import blocks, tables
from bot.slack.pictures.picture import Picture
from bot.speech import log
from bot.speech.cards import heading
from bot.speech.voice import Voice

LINES: Final = 25


def shown(voice: Voice, release: Release, events: Sequence[e.Event], item: str) -> Picture:
    """Whole where it is read as plain text."""
    lines = log.lines(voice, release, events, item)
    if voice.medium == "plain":
        return Picture("\n".join(lines))
    flat = replace(voice, medium="plain")
    title = blocks.section(heading(voice, release, log.title(voice, release, item)))
    rows = log.cells(flat, release, events, item)
    listed, fit = tables.table(log.title(flat, release, item), log.columns(flat), rows, [title])
    rest = [blocks.context(voice.rest(len(lines) - fit))] if len(lines) > fit else []
    picture = Picture("\n".join(lines[-LINES:]))
    return tables.beside(picture, [title, *listed, *rest]) if listed else picture
