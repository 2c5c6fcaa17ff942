"""Slack's limits as far as our own pictures touch them: what it would refuse, said before it is asked.

https://docs.slack.dev/reference/block-kit/blocks · what else Slack judges, `blocks.validate` says.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.slack.pictures.picture import Block, Picture

MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
MESSAGE: Final = 13_200  # characters of JSON, undocumented: https://github.com/slackapi/bolt-js/issues/2509
VIEW: Final = 250_000  # bytes
TEXT: Final = 4_000  # bytes, of an edit: https://github.com/openclaw/openclaw/pull/115027
LONGEST: Final[Mapping[tuple[str, str], int]] = {
    ("section", "text"): 3_000,
    ("header", "text"): 150,
    ("button", "text"): 75,
    ("input", "label"): 2_000,
    ("input", "hint"): 2_000,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
    ("option", "text"): 75,
}
"""Characters of a text object, by what holds it and as what."""
STRINGS: Final[Mapping[str, int]] = {"action_id": 255, "block_id": 255, "private_metadata": 3_000, "value": 2_000}
LISTS: Final[Mapping[tuple[str, str], int]] = {
    ("actions", "elements"): 25,
    ("context", "elements"): 10,
    ("section", "fields"): 10,
    ("static_select", "options"): 100,
    ("overflow", "options"): 5,
}


def broken_by(picture: Picture) -> list[str]:
    """What Slack would refuse of this message; empty when it takes it."""
    found = [*_too_many(picture.blocks, MESSAGE_BLOCKS), *_within(list(picture.blocks), "blocks")]
    if (size := len(json.dumps(picture.blocks, ensure_ascii=False, separators=(",", ":")))) > MESSAGE:
        found.append(f"blocks: {size} > {MESSAGE} characters")
    if not 0 < (size := len(picture.text.encode())) <= TEXT:
        found.append(f"text: {size} bytes, 1 to {TEXT}")
    return found


def broken_by_view(view: Block) -> list[str]:
    """What Slack would refuse of this form or Home tab."""
    found = [*_too_many(view["blocks"], VIEW_BLOCKS), *_within(view, "view")]
    if (size := len(json.dumps(view, ensure_ascii=False).encode())) > VIEW:
        found.append(f"view: {size} > {VIEW} bytes")
    return found


def _too_many(blocks: Any, most: int) -> Iterator[str]:
    if len(blocks) > most:
        yield f"blocks: {len(blocks)} > {most}"
    names = [block["block_id"] for block in blocks if "block_id" in block]
    yield from (f"block_id {name}: twice" for name in sorted(set(names)) if names.count(name) > 1)


def _within(part: Any, place: str) -> Iterator[str]:
    match part:
        case dict():
            yield from _of(part, place)
            for key, value in part.items():
                yield from _within(value, f"{place}.{key}")
        case list():
            for number, value in enumerate(part):
                yield from _within(value, f"{place}[{number}]")


def _of(part: Block, place: str) -> Iterator[str]:
    kind = str(part.get("type", "option"))
    for key, value in part.items():
        match value:
            case {"type": "plain_text" | "mrkdwn", "text": str(text)}:
                most = LONGEST.get((kind, key), LONGEST["section", "text"])
                if not 0 < len(text) <= most:
                    yield f"{place}.{key}: {len(text)} characters, 1 to {most}"
            case str() if len(value) > STRINGS.get(key, len(value)):
                yield f"{place}.{key}: {len(value)} > {STRINGS[key]} characters"
            case list() if len(value) > LISTS.get((kind, key), len(value)):
                yield f"{place}.{key}: {len(value)} > {LISTS[kind, key]}"
