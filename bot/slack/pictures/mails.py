"""The mails of a release, and what the lead is told of those that did not arrive."""

from collections.abc import Mapping
from typing import assert_never

from bot.domain import notices as n
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.phase_card import fold
from bot.slack.pictures.picture import Picture
from bot.speech import cards, mails
from bot.speech.voice import Voice

WORDS = 2_500  # characters of a mail that are shown; the record has all of it
ENTRIES = 20


def render(voice: Voice, release: Release, notice: n.MailTrouble | n.MailUnsure) -> Picture:
    match notice:
        case n.MailTrouble():
            told = mails.trouble(voice, release, release.mails[notice.mail], notice.people)
            return blocks.picture([blocks.section(told)])
        case n.MailUnsure():
            return _unsure(voice, release, notice.number)
        case _:
            assert_never(notice)


def _unsure(voice: Voice, release: Release, number: int) -> Picture:
    event = release.unclear[number]
    quoted = [voice.quote(line, WORDS) for line in (event.subject, *event.text.splitlines())]
    words = "\n".join(f"> {line}" for line in quoted if line)
    shown = [blocks.section(blocks.cut(words, WORDS))] if words else []
    return blocks.picture([blocks.section(mails.unsure(voice, release, event)), *shown])


def shown(voice: Voice, release: Release, stuck: Mapping[str, str]) -> Picture:
    """Newest first. `stuck`: why mails have not gone out, by mail, for those who lead."""
    if not release.mails:
        return blocks.picture([blocks.section(mails.title(voice, 0))])
    entries = [
        cards.Entry(mails.entry(voice, release, mail, stuck.get(mail.id, "")), 1)
        for mail in reversed(tuple(release.mails.values()))
    ]
    lines, left = fold(entries, len(entries), ENTRIES)
    more = [voice.rest(left)] if left else []
    title = mails.title(voice, len(entries))
    return blocks.picture([blocks.section(cards.heading(voice, release, title)), *blocks.sections([*lines, *more])])
