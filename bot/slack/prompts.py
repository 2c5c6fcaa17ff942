"""Direct messages that ask one person to act: the prompt when items open, the reminder when they are due."""

from datetime import datetime

from bot.domain import notices as n
from bot.domain.release import Release
from bot.slack import blocks
from bot.slack.item_list import listed
from bot.slack.picture import Block, Picture
from bot.speech import cards
from bot.speech import prompts as words
from bot.speech.voice import Voice


def prompt(voice: Voice, release: Release, notice: n.Prompt, now: datetime) -> Picture:
    """Live while this person can act on one of its items; after that it has no buttons and says who settled what."""
    title = words.prompt_title(voice, release, _open(release, notice, now))
    return _asking(voice, release, notice, title, now)


def reminder(voice: Voice, release: Release, notice: n.Reminder, now: datetime) -> Picture:
    title = words.reminder_title(voice, notice, _open(release, notice, now))
    late = [blocks.context(words.told_late(voice))] if notice.late else []
    return _asking(voice, release, notice, title, now, late)


def _open(release: Release, notice: n.Prompt | n.Reminder, now: datetime) -> int:
    return sum(words.ask(release, key, notice.person, now) == "sign" for key in notice.items)


def _asking(
    voice: Voice,
    release: Release,
    notice: n.Prompt | n.Reminder,
    title: str,
    now: datetime,
    late: list[Block] | None = None,
) -> Picture:
    asked = listed(voice, release, notice.items, notice.person, now)
    state = cards.state(voice, release)
    parts = [
        blocks.section(cards.heading(voice, release, title)),
        *(late or []),
        *([blocks.context(state)] if state else []),
        *asked.blocks,
    ]
    return blocks.picture(parts, live=asked.live)
