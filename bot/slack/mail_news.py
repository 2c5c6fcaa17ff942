"""Messages to the lead about mails that did not arrive or could not be placed."""

from typing import assert_never

from bot.domain import notices as n
from bot.domain.release import Release
from bot.slack import blocks
from bot.slack.picture import Picture
from bot.speech import mails
from bot.speech.voice import Voice

WORDS = 2_500  # characters of a mail that are shown; the record has all of it


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
