"""The form a document is written in, and what it brings back: an input per section, a link, what lies behind it.

Slack's limits hold for any plan: sections that are very many share inputs, under their titles; what is too much for a
form is not in it, and stays as it was written. https://docs.slack.dev/reference/views/modal-views
"""

import json
from collections.abc import Collection, Iterator
from typing import Final

from bot.domain.plan import Document, Text
from bot.domain.reading.documents import PREFACE
from bot.domain.state.documents import Draft
from bot.slack.pictures import blocks
from bot.slack.pictures.picture import Block
from bot.speech import documents
from bot.speech.documents import Labels
from bot.speech.voice import Voice
from bot.talk.sections import ADDRESS, BEHIND, Group, groups, share, short

ROOM: Final = 95  # blocks for the sections and their checkboxes
BYTES: Final = 220_000  # of JSON; Slack takes 250 kB for a view
INPUT: Final = 3_000  # characters that an input takes
CHECKED: Final = 10  # options of one group of checkboxes


def inputs(voice: Voice, document: Document, draft: Draft) -> list[Block]:
    """The inputs of the form, filled with the draft."""
    shown = _fitting([_of_group(voice, document, group, draft) for group in groups(document, draft)])
    checked = [] if share(document) else list(_behind(voice, document, draft))
    return [_link(voice, draft), *(block for group in shown for block in group), *checked]


def _of_group(voice: Voice, document: Document, group: Group, draft: Draft) -> list[Block]:
    titles = [document.sections.get(key, _before(voice)).in_(voice.language) for key in group]
    label = titles[0] if len(titles) == 1 else documents.under_titles(voice, titles)
    text = _composed(titles, group, draft) if share(document) and group != (PREFACE,) else draft.sections.get(group[0])
    return [_input(f"{number}:{short(group[0])}", label, part) for number, part in enumerate(_parts(text or ""))]


def _before(voice: Voice) -> Text:
    said = voice.label(Labels.PREFACE)
    return Text(zh=said, en=said)


def _composed(titles: Collection[str], group: Group, draft: Draft) -> str:
    begun = ((title, key) for title, key in zip(titles, group, strict=True) if key in {*draft.sections, *draft.held})
    return "\n".join(f"{title}\n{draft.sections.get(key, '')}".rstrip() for title, key in begun)


def _parts(text: str) -> Iterator[str]:
    """The text in pieces that an input takes, cut between lines where there are any; one empty piece for none."""
    while len(text) > INPUT:
        end = text.rfind("\n", 1, INPUT)
        end = end if end > 0 else INPUT
        yield text[:end]
        text = text[end:].removeprefix("\n")
    yield text


def _fitting(groups: list[list[Block]]) -> list[list[Block]]:
    """The groups that a form has room for, the smallest before the larger, in their order."""
    blocks_left, bytes_left, fits = ROOM - len(groups) // CHECKED - 1, BYTES, set()
    sizes = [len(json.dumps(group, ensure_ascii=False).encode()) for group in groups]
    for index in sorted(range(len(groups)), key=sizes.__getitem__):
        blocks_left, bytes_left = blocks_left - len(groups[index]), bytes_left - sizes[index]
        if blocks_left < 0 or bytes_left < 0:
            break
        fits.add(index)
    return [group for index, group in enumerate(groups) if index in fits]


def _input(block: str, label: str, text: str) -> Block:
    action = block.partition(":")[2] or "preface"
    element: Block = {"type": "plain_text_input", "action_id": action, "multiline": True, "max_length": INPUT}
    if text:
        element["initial_value"] = text
    return {
        "type": "input",
        "block_id": block,
        "label": blocks.plain(label, 500),
        "optional": True,
        "element": element,
    }


def _link(voice: Voice, draft: Draft) -> Block:
    element: Block = {"type": "url_text_input", "action_id": ADDRESS}
    if draft.link:
        element["initial_value"] = draft.link
    label = blocks.plain(voice.label(Labels.LINK), 200)
    return {"type": "input", "block_id": ADDRESS, "label": label, "optional": True, "element": element}


def _behind(voice: Voice, document: Document, draft: Draft) -> Iterator[Block]:
    keys = tuple(document.sections)
    label = blocks.plain(voice.label(Labels.BEHIND), 200)
    for start in range(0, len(keys), CHECKED):
        group = keys[start : start + CHECKED]
        options = {key: _option(voice, document, key) for key in group}
        element: Block = {"type": "checkboxes", "action_id": BEHIND, "options": list(options.values())}
        if checked := [option for key, option in options.items() if key in draft.held]:
            element["initial_options"] = checked
        yield {"type": "input", "block_id": f"{BEHIND}:{start}", "label": label, "optional": True, "element": element}


def _option(voice: Voice, document: Document, key: str) -> Block:
    return {"text": blocks.plain(document.sections[key].in_(voice.language), 75), "value": short(key)}
