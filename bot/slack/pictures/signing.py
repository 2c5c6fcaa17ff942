"""Direct messages that ask one person to sign, and tell whose signature ended."""

from datetime import datetime

from bot.domain import notices as n
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.item_list import Listed, listed
from bot.slack.pictures.picture import Picture
from bot.speech import cards, signing
from bot.speech import prompts as words
from bot.speech.voice import Voice


def prompt(voice: Voice, release: Release, notice: n.Prompt, now: datetime) -> Picture:
    """Live while this person can act on one of its items; after that it has no buttons and says who settled what."""
    asked = listed(voice, release, notice.items, notice.person, now)
    return asking(voice, release, words.prompt_title(voice, release, notice.items, asked.to_sign), asked)


def asking(voice: Voice, release: Release, title: str, asked: Listed, late: str = "") -> Picture:
    asides = [blocks.context(text) for text in (late, cards.state(voice, release)) if text]
    heading = blocks.section(cards.heading(voice, release, title))
    return blocks.picture([heading, *asides, *asked.blocks], live=asked.live)


def failed_news(voice: Voice, release: Release, notice: n.TestFailed) -> Picture:
    return blocks.picture([blocks.section(signing.failed_news(voice, release, notice.item))])


def voided(voice: Voice, release: Release, notice: n.Voided) -> Picture:
    return blocks.picture([blocks.section(signing.voided(voice, release, notice))])
