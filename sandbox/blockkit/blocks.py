"""Which blocks a message, a modal and a Home tab may hold, and Slack's limits for them.

Pure: blocks in, Slack's sentences out.

https://docs.slack.dev/reference/block-kit/blocks
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from sandbox.blockkit import newer
from sandbox.blockkit.elements import ACTIONS, INPUT_ELEMENTS, SECTION_ACCESSORIES
from sandbox.blockkit.objects import BLOCK_ID, IMAGE, IMAGE_SOURCE, URL_LIMIT, any_text, plain_text, typed
from sandbox.blockkit.rich_text import RICH_TEXT
from sandbox.blockkit.schema import Check, all_of, at, boolean, by_type, items, needs_one_of, not_both, one_of, string

Surface = Literal["message", "modal", "home"]

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 13_200
"""Undocumented; measured in bolt-js #2509. Counted over the whole JSON: #2867 saw 11,341 characters of text refused."""

_SECTION = all_of(
    typed(
        {},
        {
            **BLOCK_ID,
            "text": any_text(3000),
            "fields": items(any_text(2000), 10),
            "accessory": by_type({**SECTION_ACCESSORIES, "image": IMAGE}),
            "expand": boolean,
        },
    ),
    needs_one_of("text", "fields"),
)
_CONTEXT_ELEMENT = by_type({"image": IMAGE, "mrkdwn": any_text(), "plain_text": any_text()})
_IMAGE_BLOCK = all_of(
    typed({"alt_text": string(2000)}, {**BLOCK_ID, **IMAGE_SOURCE, "title": plain_text(2000)}),
    needs_one_of("image_url", "slack_file"),
    not_both("image_url", "slack_file"),
)
_VIDEO = typed(
    {
        "alt_text": string(),
        "title": plain_text(199),
        "video_url": string(URL_LIMIT),
        "thumbnail_url": string(URL_LIMIT),
    },
    {
        **BLOCK_ID,
        "title_url": string(URL_LIMIT),
        "description": plain_text(200),
        "author_name": string(49),
        "provider_name": string(),
        "provider_icon_url": string(URL_LIMIT),
    },
)
_INPUT = typed(
    {"label": plain_text(2000), "element": by_type(INPUT_ELEMENTS)},
    {**BLOCK_ID, "hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
)
_FILE = typed({"external_id": string(), "source": one_of("remote")}, BLOCK_ID)

_EVERYWHERE: dict[str, Check] = {
    "section": _SECTION,
    "divider": typed({}, BLOCK_ID),
    "header": typed({"text": plain_text(150)}, BLOCK_ID),
    "actions": typed({"elements": items(by_type(ACTIONS), 25)}, BLOCK_ID),
    "context": typed({"elements": items(_CONTEXT_ELEMENT, 10)}, BLOCK_ID),
    "image": _IMAGE_BLOCK,
    "input": _INPUT,
    "rich_text": RICH_TEXT,
    "video": _VIDEO,
}
_CONTAINED: dict[str, Check] = {**_EVERYWHERE, "table": newer.TABLE, "file": _FILE}
_MESSAGE: dict[str, Check] = {
    **_EVERYWHERE,
    "file": _FILE,
    "markdown": newer.MARKDOWN,
    "table": newer.TABLE,
    "data_table": newer.DATA_TABLE,
    "plan": newer.PLAN,
    "task_card": newer.TASK_CARD,
    "card": newer.CARD,
    "carousel": newer.CAROUSEL,
    "context_actions": newer.CONTEXT_ACTIONS_BLOCK,
    "container": newer.container(_CONTAINED),
}
_MODAL: dict[str, Check] = {**_EVERYWHERE, "alert": newer.ALERT}
BLOCKS: Mapping[Surface, Mapping[str, Check]] = {"message": _MESSAGE, "modal": _MODAL, "home": _EVERYWHERE}
_SURFACES: dict[Surface, Check] = {surface: by_type(kinds) for surface, kinds in BLOCKS.items()}

LACKS: Mapping[str, str] = {
    "file": "the page does not show it",
    "image": "pictures from other machines: their text is shown",
    "video": "the page does not show it",
}
"""What Slack's client does with these beyond what the page does."""


def problems_of(blocks: Any, surface: Surface, root: str = "/blocks") -> list[str]:
    """What Slack would say against these blocks; empty if nothing."""
    limit = MESSAGE_BLOCKS if surface == "message" else VIEW_BLOCKS
    found = list(items(_SURFACES[surface], limit, minimum=0)(blocks, root))
    if found:
        return found
    return [*_repeated_ids(blocks, root), *_one_of_a_kind(blocks, root)]


def is_too_long(blocks: Any) -> bool:
    """Whether a message's blocks together break the limit Slack answers with `msg_blocks_too_long`."""
    return len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > MESSAGE_CHARACTERS


def interactive_elements(block: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each element of `block` a person can work, with its pointer inside the block."""
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict) and block[name].get("type") != "image":
            yield f"/{name}", block[name]
    for name in ("elements", "actions"):
        for index, element in enumerate(block.get(name) or ()):
            if not isinstance(element, dict) or element.get("type") in {"image", "mrkdwn", "plain_text"}:
                continue
            if element.get("type") == "card":
                yield from ((f"/{name}/{index}{pointer}", inner) for pointer, inner in interactive_elements(element))
            elif not str(element.get("type")).startswith("rich_text"):
                yield f"/{name}/{index}", element


def every_block(blocks: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The blocks and the blocks inside containers."""
    for block in blocks:
        yield block
        yield from every_block(block.get("child_blocks") or ())


def _repeated_ids(blocks: Sequence[dict[str, Any]], root: str) -> Iterator[str]:
    seen_blocks: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id is not None and block_id in seen_blocks:
            yield at(f"{root}/{index}/block_id", f'`block_id` "{block_id}" already exists for another block')
        seen_blocks.add(str(block_id))
        seen_actions: set[str] = set()
        for pointer, element in interactive_elements(block):
            action_id = element.get("action_id")
            if action_id is not None and action_id in seen_actions:
                yield at(
                    f"{root}/{index}{pointer}/action_id", f'`action_id` "{action_id}" already exists for another action'
                )
            seen_actions.add(str(action_id))


def _one_of_a_kind(blocks: Sequence[dict[str, Any]], root: str) -> Iterator[str]:
    kinds = [block["type"] for block in blocks]
    if "plan" in kinds and "task_card" in kinds:
        yield at(f"{root}/{kinds.index('task_card')}", "a task_card cannot stand beside a plan")
    tables = [index for index, kind in enumerate(kinds) if kind == "table"]
    for index in tables[1:]:
        yield at(f"{root}/{index}", "only_one_table_allowed")
