"""What is said of a record itself: how far it goes, for somebody to keep elsewhere, and that it was changed."""

from collections.abc import Sequence

from bot.domain import notices as n
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech.voice import Voice

LOST = {
    "gone": msgid("{anchor}: there is no such record here"),
    "shorter": msgid("{anchor}: the record ends before this entry"),
    "other": msgid("{anchor}: this entry, or one before it, is another one now"),
}


def anchor(voice: Voice, word: str) -> str:
    """At the end of what leaves the house; `word` as `storage.anchors` writes it."""
    return voice.say("Anchor of the record: {anchor}", anchor=voice.code(word))


def cut_short(voice: Voice) -> str:
    """At the end of a canvas that cannot hold it all."""
    return voice.say("A canvas holds no more; all of it is in the record.")


def _lost(voice: Voice, word: str, what: str) -> str:
    """What somebody kept, and what was found instead; `what` as `storage.anchors` names it."""
    return voice.say(LOST[what], anchor=voice.quote(word))


def told(voice: Voice, lost: Sequence[tuple[str, str]], kept: int) -> tuple[list[str], str]:
    """A line for each anchor that is lost, with what is wrong, and what it comes to, of all that were kept."""
    return [_lost(voice, *each) for each in lost], _rewritten(voice) if lost else _held(voice, kept)


def broken(voice: Voice, release: Release, notice: n.RecordBroken) -> str:
    """To a lead of the release."""
    return voice.count(
        "🚨 The record of {release} was changed: entry {entries} is not as it was written. No platform is told to "
        "deploy anything. Your operator sees how: `python -m bot verify {release}`.",
        "🚨 The record of {release} was changed: entries {entries} are not as they were. No platform is told to "
        "deploy anything. Your operator sees how: `python -m bot verify {release}`.",
        len(notice.entries),
        release=release.id,
        entries=voice.few([str(number) for number in notice.entries]),
    )


def _rewritten(voice: Voice) -> str:
    return voice.say(
        "The record is not the one that its anchor was taken of. Keep it as it is, and restore a backup beside it."
    )


def _held(voice: Voice, count: int) -> str:
    return voice.count("The record holds its anchor.", "The record holds all its {n} anchors.", count)


def not_an_anchor(voice: Voice, text: str) -> str:
    return voice.say(
        "{text} is no anchor; copy one from the end of a card, a mail or a report, as {form}.",
        text=voice.said(text, 80),
        form="boying-1.0.0@12:0123456789abcdef0123",
    )
