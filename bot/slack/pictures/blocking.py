"""Items that were blocked, and checks that were waived."""

from bot.domain import notices as n
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.buttons import button, carries
from bot.slack.pictures.picture import Picture
from bot.speech import blocking
from bot.speech.voice import Voice
from bot.talk.grammar.lines import line


def obstacle(voice: Voice, release: Release, notice: n.Obstacle) -> Picture:
    """The lead may unblock at once; in the thread everybody reads who can."""
    live = release.records[notice.item].block is not None
    parts = [blocks.section(blocking.obstacle(voice, release, notice.item))]
    unblock = line("unblock", release.id, notice.item)
    if live and notice.person and carries(unblock):
        parts.append(blocks.actions([button(voice.label(blocking.Labels.UNBLOCK), unblock, 0)]))
    elif live:
        parts.append(blocks.context(blocking.unblock_line(voice, release, notice.item)))
    return blocks.picture(parts, live=live)


def why_blocked(voice: Voice, release: Release, notice: n.WhyBlocked) -> Picture:
    block = release.records[notice.item].block
    asked = blocks.section(blocking.why_blocked(voice, release, notice))
    return blocks.picture([asked], live=block is not None and not block.reason)


def override(voice: Voice, release: Release, notice: n.OverrideTold) -> Picture:
    return blocks.picture([blocks.section(blocking.override(voice, release, notice.item))])
