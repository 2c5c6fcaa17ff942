"""What a workflow of Slack's asks of people."""

from collections.abc import Iterable

from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech.voice import Label, Voice


class Labels(Label):
    SAY = msgid("Say it")
    SIGN_WITH_THIS = msgid("Sign with this")


def asked(voice: Voice, line: str) -> str:
    """To whom a workflow asks to say a line."""
    return voice.say("A workflow asks you to say this; it counts as said by you: {line}", line=voice.line(line))


def signature_asked(voice: Voice) -> str:
    return voice.say("A workflow waits for you to sign")


def brought(voice: Voice, note: str) -> str:
    """The evidence of a workflow."""
    return voice.say("It brings: {words}", words=voice.said(note, 2_000))


def named(voice: Voice, release: Release, items: Iterable[str]) -> str:
    return voice.list(voice.named(release, item) for item in items)
