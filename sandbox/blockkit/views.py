"""What a modal or a Home tab must be like. Pure: a view in, Slack's sentences out.

https://docs.slack.dev/reference/views
"""

import json
from collections.abc import Iterator
from typing import Any

from sandbox.blockkit.blocks import Surface, problems_of
from sandbox.blockkit.objects import plain_text
from sandbox.blockkit.schema import Check, anything, at, boolean, one_of, record, string

VIEW_BYTES = 250_000

_SHARED: dict[str, Check] = {
    "private_metadata": string(3000, minimum=0),
    "callback_id": string(255, minimum=0),
    "external_id": string(255, minimum=0),
}
_MODAL = record(
    {"type": one_of("modal"), "title": plain_text(24), "blocks": anything},
    {
        **_SHARED,
        "submit": plain_text(24),
        "close": plain_text(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME = record({"type": one_of("home"), "blocks": anything}, _SHARED)


def problems_of_view(view: Any, surface: Surface) -> list[str]:
    """What Slack would say against this view on `surface` (`modal` or `home`); empty if nothing."""
    check = _MODAL if surface == "modal" else _HOME
    found = list(check(view, "/view"))
    if not found:
        found = problems_of(view["blocks"], surface, "/view/blocks")
    return found or list(_inputs_need_a_submit(view, surface))


def is_too_large(view: Any) -> bool:
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES


def _inputs_need_a_submit(view: dict[str, Any], surface: Surface) -> Iterator[str]:
    if surface == "modal" and not view.get("submit") and any(block["type"] == "input" for block in view["blocks"]):
        yield at("/view/submit", "missing required field: submit")
