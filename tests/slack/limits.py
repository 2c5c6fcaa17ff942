"""Slack's limits, as the local workspace enforces them, for whatever the bot paints."""

import json
from typing import Any

from bot.slack.pictures.picture import Picture
from sandbox.api.methods.chat import UPDATE_TEXT_BYTES
from sandbox.blockkit import is_too_large, is_too_long, problems_of, problems_of_view


def broken_by(picture: Picture) -> list[str]:
    """What Slack would refuse of this message; empty when it takes it."""
    blocks = json.loads(json.dumps(picture.blocks))
    found = problems_of(blocks, "message")
    if is_too_long(blocks):
        found.append("msg_blocks_too_long")
    if not 0 < (size := len(picture.text.encode())) <= UPDATE_TEXT_BYTES:
        found.append(f"text of {size} bytes")
    if len({block["block_id"] for block in blocks}) != len(blocks):
        found.append("block_id repeated")
    return found + _repeated(blocks)


def broken_by_view(view: dict[str, Any]) -> list[str]:
    found = problems_of_view(view, view["type"])
    return [*found, "view_too_large"] if is_too_large(view) else found


def _repeated(blocks: list[dict[str, Any]]) -> list[str]:
    """action_ids are unique in the whole message."""
    ids = [element["action_id"] for block in blocks if block["type"] == "actions" for element in block["elements"]]
    return [f"action_id {name} repeated" for name in set(ids) if ids.count(name) > 1]
