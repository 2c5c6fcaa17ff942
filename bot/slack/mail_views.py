"""The mails of a release, as somebody asks to see them."""

from collections.abc import Mapping

from bot.domain.release import Release
from bot.slack import blocks
from bot.slack.phase_card import fold
from bot.slack.picture import Picture
from bot.speech import cards, mails
from bot.speech.voice import Voice

ENTRIES = 20


def shown(voice: Voice, release: Release, stuck: Mapping[str, str]) -> Picture:
    """Newest first. `stuck`: why mails have not gone out, by mail, for those who lead."""
    if not release.mails:
        return blocks.picture([blocks.section(voice.say("The release has owed nobody a mail yet."))])
    entries = [
        cards.Entry(mails.entry(voice, release, mail, stuck.get(mail.id, "")), 1)
        for mail in reversed(tuple(release.mails.values()))
    ]
    lines, left = fold(entries, len(entries), ENTRIES)
    more = [voice.say("… and {n} more", n=left)] if left else []
    title = voice.count("{n} mail in one thread", "{n} mails in one thread", len(entries))
    return blocks.picture([blocks.section(cards.heading(voice, release, title)), *blocks.sections([*lines, *more])])
