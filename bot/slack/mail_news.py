"""Messages to the lead about mails that did not arrive or could not be placed."""

from bot.domain import notices as n
from bot.domain.release import Release
from bot.slack.picture import Picture
from bot.speech.voice import Voice


def render(voice: Voice, release: Release, notice: n.MailTrouble | n.MailUnsure) -> Picture:
    raise NotImplementedError
