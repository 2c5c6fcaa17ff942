"""Signatures that ended, in words."""

from bot.domain import notices as n
from bot.domain.state.release import Release
from bot.speech.voice import Voice


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
