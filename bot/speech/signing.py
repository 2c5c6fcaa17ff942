"""Signatures in words: what signs an item by a click, and that some ended."""

from bot.domain import notices as n
from bot.domain.reading.deployments import last_of
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.locales import msgid
from bot.speech import checklist, deployments, lines, problems
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
    FAILED = msgid("Failed…")


def sign(voice: Voice, label: Label, effect: str) -> str:
    """`effect`: what the signature would bring about, if anything."""
    said = voice.label(label)
    return voice.say("{sign} — {effect}", sign=said, effect=effect) if effect else said


def voided(voice: Voice, release: Release, notice: n.Voided) -> str:
    if release.item(notice.because).step.meeting == "call" and release.meeting and release.meeting.state == "cancelled":
        return voice.say(
            "↩️ The meeting is cancelled, and your signatures for it no longer count: {items}",
            items=voice.shorts(release, notice.items),
        )
    if notice.because in notice.items:
        return _own(voice, release, notice.because)
    if release.records[notice.because].failed:
        return voice.say(
            "↩️ {because} has failed, and your signatures before it no longer count: {items}",
            because=voice.item(release, notice.because),
            items=voice.shorts(release, notice.items),
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


def _own(voice: Voice, release: Release, key: str) -> str:
    """It has failed since somebody signed it, or somebody else took that signature back."""
    item, deployed = voice.item(release, key), last_of(release.deployments, key)
    if release.records[key].failed or (deployed and deployed.failed):
        return voice.say("↩️ Your signature no longer counts, because it has failed since: {item}", item=item)
    return voice.say(
        "↩️ Your signature no longer counts, because it was taken back: {item}. By whom, and why: {line}",
        item=item,
        line=lines.on_item(voice, release, "log", key),
    )


def failed_news(voice: Voice, release: Release, key: str) -> str:
    """What failed and how, what stands on it, until when it may take, and what leads on; or what became of it."""
    item, head = release.item(key), voice.item(release, key)
    if release.records[key].failed is None or release.standing(key) in SETTLED:
        told = release.standing(key) in SETTLED
        became = checklist.settled(voice, release, key) if told else voice.say("↩️ not failed: that was taken back")
        return f"{head}\n{checklist.bullet(became)}"
    place = release.layout.tried[key]
    clock = release.problems.get(place)
    return "\n".join(filter(None, (
        head,
        checklist.failed(voice, release, key),
        resting(voice, release, key),
        problems.clock(voice, release, place, clock) if clock else "",
        _leads_on(voice, item.system),
    )))  # fmt: skip


def resting(voice: Voice, release: Release, key: str) -> str:
    """What was signed on the strength of the item, and which systems run on what it tested; "" for nothing."""
    signed = [other for other in release.layout.downstream(key) if release.standing(other) == "done"]
    system, place = release.item(key).system, release.layout.tried[key]
    return voice.sentences(
        voice.say("Signed already on the strength of it: {items}.", items=voice.shorts(release, signed))
        if signed
        else "",
        deployments.standing_on(voice, release, system, place) if system and place else "",
    )


def _leads_on(voice: Voice, system: str | None) -> str:
    if system is None:
        line = lines.usage(voice, "bug SEVERITY SYSTEM TITLE")
        return voice.say("A bug report asks who develops the system that is at fault: {line}", line=line)
    line = lines.usage(voice, f"branch {system} BRANCH COMMIT")
    return voice.say("If the code is at fault, submit it anew: {line}", line=line)
