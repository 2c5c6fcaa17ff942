"""Signatures in words: what signs an item by a click, and that some ended."""

from bot.domain import notices as n
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech.voice import Label, Voice


class Labels(Label):
    """Dots where a form opens first."""

    SIGN = msgid("Sign")
    SIGN_WITH = msgid("Sign…")
    APPROVE = msgid("Approve")
    WRITE = msgid("Write…")
    DEPLOYED = msgid("Deployed")
    DEPLOYED_WITH = msgid("Deployed…")
    CALL = msgid("Call the meeting…")
    CLOSE = msgid("Close the meeting")
    ON_IT = msgid("I'm on it")


def sign(voice: Voice, label: Label, effect: str) -> str:
    """`effect`: what the signature would bring about, if anything."""
    said = voice.label(label)
    return voice.say("{sign} — {effect}", sign=said, effect=effect) if effect else said


def voided(voice: Voice, release: Release, notice: n.Voided) -> str:
    if notice.because in notice.items:
        item = voice.item(release, notice.because)
        return voice.say(
            "↩️ Your signature no longer counts, because the deployment has failed since: {item}", item=item
        )
    if rollback := release.item(notice.because).rollback:
        return voice.say(
            "↩️ {rollback} takes back what you had signed: {items}. I ask you again when they reopen.",
            rollback=rollback,
            items=voice.shorts(release, notice.items),
        )
    return voice.say(
        "↩️ Your signatures no longer count, because what they rested on ({because}) was taken back: {items}. "
        "I ask you again when they reopen.",
        because=voice.item(release, notice.because),
        items=voice.shorts(release, notice.items),
    )
