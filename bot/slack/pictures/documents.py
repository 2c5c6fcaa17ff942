"""Documents and scripts: what changed or was sent back; as somebody asks to see them; the form one is written in."""

import json
from collections.abc import Iterator
from datetime import datetime

from bot.domain import notices as n
from bot.domain.reading.content import seen
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.slack.pictures import blocks
from bot.slack.pictures.buttons import button, carries
from bot.slack.pictures.item_list import can_be_read, listed
from bot.slack.pictures.phase_card import fold
from bot.slack.pictures.picture import Block, Picture
from bot.speech import checklist, code, documents, signing
from bot.speech.cards import Entry
from bot.speech.checklist import bullet
from bot.speech.documents import Labels
from bot.speech.voice import Voice
from bot.talk import queries as q
from bot.talk.grammar.lines import line

LINES = 30
LINE = 200
ROOM = 2_600  # of a section's 2,900, so that it is never cut within its fence
TITLE = 24
BLOCKS = 99  # a view takes 100
BYTES = 240_000  # of JSON; a view takes 250 kB
SCRIPTS = 40


def render(voice: Voice, release: Release, notice: n.Changed | n.Returned, now: datetime) -> Picture:
    if isinstance(notice, n.Changed):
        return _changed(voice, release, notice, now)
    return _returned(voice, release, notice)


def _changed(voice: Voice, release: Release, notice: n.Changed, now: datetime) -> Picture:
    """What changed, and what can be signed anew at once."""
    said = documents.changed(voice, release, notice)
    quoted = [voice.quote(changed, LINE) for changed in notice.diff[:LINES]]
    shown = quoted[: blocks.fitting((len(changed) + 1 for changed in quoted), ROOM, LINES)]
    left = len(notice.diff) - len(shown)
    parts = [blocks.section(said), *([blocks.section("```" + "\n".join(shown) + "```")] if shown else [])]
    if left:
        parts.append(blocks.context(documents.more_lines(voice, left)))
    asked = listed(voice, release, notice.asks, notice.person, now)
    return blocks.picture([*parts, *asked.blocks], live=asked.live)


def _returned(voice: Voice, release: Release, notice: n.Returned) -> Picture:
    """Live until the work has been done again."""
    said = documents.returned(voice, release, notice)
    if release.standing(notice.item) in SETTLED:
        return blocks.picture([blocks.section(said), blocks.context(checklist.settled(voice, release, notice.item))])
    pressed = _buttons(voice, release, notice.item)
    return blocks.picture([blocks.section(said), *([blocks.actions(pressed)] if pressed else [])], live=bool(pressed))


def _buttons(voice: Voice, release: Release, item: str) -> list[Block]:
    if release.standing(item) != "open" or not carries(line("document show", release.id, item)):
        return []
    again = voice.label(signing.Labels.WRITE if documents.document_of(release, item) else signing.Labels.SIGN_WITH)
    pressed = [button(again, line("done", release.id, item), 0, style="primary", seen=seen(release, item))]
    if can_be_read(release, item):
        pressed.append(button(voice.label(Labels.READ), line("document show", release.id, item), 0))
    return pressed


def shown(voice: Voice, release: Release, query: q.Document | q.Scripts) -> Picture:
    """In plain text whole; a message holds what it has room for."""
    if isinstance(query, q.Scripts):
        return _scripts(voice, release, query.system)
    lines = list(documents.whole(voice, release, query.item))
    if voice.medium == "plain":
        return Picture("\n".join(lines))
    entries, left = fold((Entry(line, 1) for line in lines), len(lines), most=len(lines))
    return blocks.picture(blocks.sections([*entries, *(["…"] if left else [])]))


def _scripts(voice: Voice, release: Release, system: str) -> Picture:
    found = [*_attached(voice, release, system)]
    if not found:
        return Picture(code.none_attached(voice))
    if voice.medium == "plain":
        return Picture("\n".join(entry.text for entry in found))
    entries, left = fold(found, len(found), SCRIPTS)
    more = [voice.rest(left)] if left else []
    return blocks.picture(blocks.sections([*entries, *more]))


def _attached(voice: Voice, release: Release, system: str) -> Iterator[Entry]:
    for key in (system,) if system else release.plan.systems:
        for script in release.scripts.get(key, ()):
            yield Entry(bullet(code.attached(voice, release, key, script)), 1)
        if backup := release.backups.get(key):
            yield Entry(bullet(code.backup(voice, release, key, backup)), 1)


def reading(voice: Voice, release: Release, item: str) -> Block:
    """The whole document, to be read."""
    document = documents.document_of(release, item)
    title = document.name.in_(voice.language) if document else item
    parts = blocks.sections(list(documents.whole(voice, release, item)))
    fit = blocks.fitting((len(json.dumps(part, ensure_ascii=False).encode()) for part in parts), BYTES, BLOCKS)
    if fit < len(parts):
        parts = [*parts[:fit], blocks.context(documents.rest(voice, release, item))]
    return {"type": "modal", "callback_id": "told", "title": blocks.plain(title, TITLE), "blocks": parts}
