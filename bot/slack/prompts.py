"""Direct messages that ask one person to act: the prompt when items open, the reminder when they are due."""

from datetime import datetime

from bot.domain import notices as n
from bot.domain.release import Release
from bot.slack import blocks
from bot.slack.item_list import Listed, listed
from bot.slack.picture import Picture
from bot.speech import cards
from bot.speech import prompts as words
from bot.speech.voice import Voice


def prompt(voice: Voice, release: Release, notice: n.Prompt, now: datetime) -> Picture:
    """Live while this person can act on one of its items; after that it has no buttons and says who settled what."""
    asked = listed(voice, release, notice.items, notice.person, now)
    return _asking(voice, release, words.prompt_title(voice, release, notice.items, asked.to_sign), asked)


def reminder(voice: Voice, release: Release, notice: n.Reminder, now: datetime) -> Picture:
    asked = listed(voice, release, notice.items, notice.person, now)
    late = words.told_late(voice) if notice.late else ""
    return _asking(voice, release, words.reminder_title(voice, release, notice, asked.to_sign, now), asked, late)


def _asking(voice: Voice, release: Release, title: str, asked: Listed, late: str = "") -> Picture:
    asides = [blocks.context(text) for text in (late, cards.state(voice, release)) if text]
    heading = blocks.section(cards.heading(voice, release, title))
    return blocks.picture([heading, *asides, *asked.blocks], live=asked.live)
