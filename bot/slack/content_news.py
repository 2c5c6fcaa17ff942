"""Messages about documents and reviews: what changed under a signature, what was sent back."""

from bot.domain import notices as n
from bot.domain.release import SETTLED, Release
from bot.slack import blocks
from bot.slack.buttons import button, carries, line
from bot.slack.item_list import can_be_read
from bot.slack.picture import Block, Picture
from bot.speech import documents, items
from bot.speech.voice import Voice

LINES = 30
LINE = 200
ROOM = 2_600  # of a section's 2,900, so that it is never cut within its fence
REASON = 1_500


def render(voice: Voice, release: Release, notice: n.Changed | n.Returned) -> Picture:
    if isinstance(notice, n.Changed):
        return _changed(voice, release, notice)
    return _returned(voice, release, notice)


def _changed(voice: Voice, release: Release, notice: n.Changed) -> Picture:
    said = voice.say(
        "⚠️ {content} changed, by {person}. What you signed for it is to be signed anew: {items}",
        content=documents.content(voice, release, notice.content),
        person=voice.person(release, notice.by) if notice.by else voice.say("the bug tracker"),
        items=voice.shorts(release, notice.items),
    )
    quoted = [voice.quote(changed, LINE) for changed in notice.diff[:LINES]]
    shown = quoted[: blocks.fitting((len(changed) + 1 for changed in quoted), ROOM, LINES)]
    left = len(notice.diff) - len(shown)
    parts = [blocks.section(said), *([blocks.section("```" + "\n".join(shown) + "```")] if shown else [])]
    if left:
        parts.append(blocks.context(voice.count("… and {n} more line", "… and {n} more lines", left)))
    return blocks.picture(parts)


def _returned(voice: Voice, release: Release, notice: n.Returned) -> Picture:
    """Live until the work has been done again."""
    said = voice.say(
        "↩️ {person} sent back {item}: {reason}",
        person=voice.person(release, notice.by),
        item=voice.named(release, notice.item),
        reason=voice.said(notice.reason, REASON),
    )
    if release.standing(notice.item) in SETTLED:
        return blocks.picture([blocks.section(said), blocks.context(items.settled(voice, release, notice.item))])
    pressed = _buttons(voice, release, notice.item)
    return blocks.picture([blocks.section(said), *([blocks.actions(pressed)] if pressed else [])], live=bool(pressed))


def _buttons(voice: Voice, release: Release, item: str) -> list[Block]:
    if release.standing(item) != "open" or not carries(line("document show", release.id, item)):
        return []
    again = voice.say("Write…") if documents.document_of(release, item) else voice.say("Sign…")
    pressed = [button(again, line("done", release.id, item), 0, style="primary")]
    if can_be_read(release, item):
        pressed.append(button(voice.say("Read"), line("document show", release.id, item), 0))
    return pressed
