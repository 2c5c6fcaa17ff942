"""Blocks, waivers and overrides in words."""

from bot.domain import notices as n
from bot.domain.reading.standing import shut_by_failure
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import checklist, deployments, going_live, lines
from bot.speech.voice import Label, Voice


class Labels(Label):
    BLOCK = msgid("Block…")
    UNBLOCK = msgid("Unblock")


def obstacle(voice: Voice, release: Release, key: str) -> str:
    if release.records[key].block:
        told = f"⛔ {voice.item(release, key)}\n{checklist.bullet(checklist.blocked(voice, release, key))}"
        opens = deployments.gone_well(voice, release, key) if shut_by_failure(release, key) else ""
        return f"{told}\n{opens}" if opens else told
    return voice.say("✅ {item} is no longer blocked", item=voice.item(release, key))


def unblock_line(voice: Voice, release: Release, key: str) -> str:
    line = lines.on_item(voice, release, "unblock", key, "REASON")
    return voice.say("Once it is settled, the one who blocked it or the lead types {line}", line=line)


def why_blocked(voice: Voice, release: Release, notice: n.WhyBlocked) -> str:
    """Asks for the reason until there is one."""
    block = release.records[notice.item].block
    item = voice.item(release, notice.item)
    if block is None:
        return voice.say("✅ {item} is no longer blocked", item=item)
    if block.reason:
        return voice.say(
            "⛔ {item} is blocked, and your reason is noted: {reason}", item=item, reason=voice.said(block.reason)
        )
    return voice.say(
        "You blocked {item}. Why? Answer in this thread, or type {line}",
        item=item,
        line=lines.on_item(voice, release, "block", notice.item, "REASON"),
    )


def override(voice: Voice, release: Release, key: str) -> str:
    """A waiver, one that was taken back, or what the lead let go live outside of its window."""
    mark = release.overridden.get(key)
    if mark and not release.records[key].waiver:
        return going_live.overridden(voice, release, key, mark.person, mark.reason, mark.at)
    if release.records[key].waiver:
        return f"{voice.item(release, key)}\n{checklist.bullet(checklist.settled(voice, release, key))}"
    return voice.say("↩️ The waiver of {item} was taken back; it must be signed again", item=voice.item(release, key))
