"""Documents and scripts, as somebody asks to see them; the form a document is written in."""

import json
from collections.abc import Iterator

from bot.domain import queries as q
from bot.domain.documents import Draft
from bot.domain.release import Release
from bot.slack import blocks, document_form
from bot.slack.phase_card import fold
from bot.slack.picture import Block, Picture
from bot.speech import documents, live
from bot.speech.cards import Entry
from bot.speech.items import asked, bullet
from bot.speech.lines import usage
from bot.speech.voice import Voice

TITLE = 24
BLOCKS = 99  # a view takes 100
BYTES = 240_000  # of JSON; a view takes 250 kB
SCRIPTS = 40


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
        return Picture(voice.say("No database script is attached. To attach one: `/release script`"))
    if voice.medium == "plain":
        return Picture("\n".join(entry.text for entry in found))
    entries, left = fold(found, len(found), SCRIPTS)
    more = [voice.say("… and {n} more", n=left)] if left else []
    return blocks.picture(blocks.sections([*entries, *more]))


def _attached(voice: Voice, release: Release, system: str) -> Iterator[Entry]:
    for key in (system,) if system else release.plan.systems:
        for script in release.scripts.get(key, ()):
            said = voice.say(
                "{system}: {name} · SHA-256 {digest} · {person}, {moment}",
                system=voice.system(release.plan, key),
                name=voice.quote(script.name),
                digest=script.digest,
                person=voice.person(release, script.person),
                moment=voice.moment(script.at),
            )
            told = (said, voice.quote(script.link), *live.script(voice, release, key, script))
            yield Entry(bullet(" · ".join(filter(None, told))), 1)
        if backup := release.backups.get(key):
            system_name = voice.system(release.plan, key)
            yield Entry(
                bullet(voice.say("{system}: backup {backup}", system=system_name, backup=voice.quote(backup))), 1
            )


def form(voice: Voice, release: Release, item: str, draft: Draft) -> Block:
    """The form that `item` is written in, filled with the newest version and, over that, with the draft."""
    document, asks = documents.document_of(release, item), release.item(item).step.asks
    if document is None or asks is None:
        raise ValueError(f"{item} asks for no document")
    filled = _over(_newest(release, item), draft)
    lacking = document_form.lacking(document, filled)
    every = voice.say("Every part is needed: here, or in the linked document and ticked at the bottom.")
    about = [blocks.section(voice.item(release, item)), blocks.context(f"{asked(voice, asks)}\n{every}")]
    if lacking:
        names = documents.sections(voice, document, lacking)
        about.append(blocks.context(voice.say("⚠️ Still missing: {sections}", sections=names)))
    return {
        "type": "modal",
        "callback_id": "document",
        "title": blocks.plain(document.name.in_(voice.language), TITLE),
        "submit": blocks.plain(voice.say("Deliver"), TITLE),
        "close": blocks.plain(voice.say("Cancel"), TITLE),
        "blocks": [*about, *document_form.inputs(voice, document, filled)],
    }


def _newest(release: Release, item: str) -> Draft:
    return next((version.draft for version in release.documents.get(item, ())[-1:]), Draft({}))


def _over(known: Draft, draft: Draft) -> Draft:
    """The draft, and what is known already of the sections it says nothing about."""
    held = (*draft.held, *(key for key in known.held if key not in draft.sections and key not in draft.held))
    return Draft({**known.sections, **draft.sections}, draft.link or known.link, held)


def section_missing(voice: Voice) -> str:
    return voice.say("This section is missing: write it here, or tick it below and give the link.")


def _whole(voice: Voice, release: Release, item: str) -> str:
    """The line that prints a document of any length."""
    return usage(voice, f"python -m bot do --as PERSON -- write show {item} in {release.id}")


def reading(voice: Voice, release: Release, item: str) -> Block:
    """The whole document, to be read."""
    document = documents.document_of(release, item)
    title = document.name.in_(voice.language) if document else item
    parts = blocks.sections(list(documents.whole(voice, release, item)))
    fit = blocks.fitting((len(json.dumps(part, ensure_ascii=False).encode()) for part in parts), BYTES, BLOCKS)
    if fit < len(parts):
        parts = [*parts[:fit], blocks.context(voice.say("… the rest: {line}", line=_whole(voice, release, item)))]
    return {"type": "modal", "callback_id": "told", "title": blocks.plain(title, TITLE), "blocks": parts}
