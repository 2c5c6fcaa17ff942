"""Composition objects: texts, options, confirmations.

https://docs.slack.dev/reference/block-kit/composition-objects
"""

from collections.abc import Iterator
from typing import Any

from sandbox.blockkit.schema import (
    Check,
    all_of,
    at,
    boolean,
    by_type,
    items,
    needs_one_of,
    not_both,
    one_of,
    record,
    string,
)

TEXT_LIMIT = 3000
URL_LIMIT = 3000
ID_LIMIT = 255


def plain_text(limit: int = TEXT_LIMIT) -> Check:
    return by_type({"plain_text": _plain(limit)})


def any_text(limit: int = TEXT_LIMIT) -> Check:
    return by_type({"plain_text": _plain(limit), "mrkdwn": _mrkdwn(limit)})


def mrkdwn(limit: int = TEXT_LIMIT) -> Check:
    return by_type({"mrkdwn": _mrkdwn(limit)})


def _plain(limit: int) -> Check:
    return record({"type": anything_named, "text": string(limit)}, {"emoji": boolean})


def _mrkdwn(limit: int) -> Check:
    return record({"type": anything_named, "text": string(limit)}, {"verbatim": boolean})


def anything_named(value: Any, pointer: str) -> Iterator[str]:
    """A `type` that has already chosen these rules."""
    if not isinstance(value, str):
        yield at(pointer, "must be a string")


def typed(required: dict[str, Check], optional: dict[str, Check]) -> Check:
    return record({"type": anything_named, **required}, optional)


BLOCK_ID: dict[str, Check] = {"block_id": string(ID_LIMIT)}
ACTION_ID: dict[str, Check] = {"action_id": string(ID_LIMIT)}

CONFIRM = record(
    {"title": plain_text(100), "text": any_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": one_of("primary", "danger")},
)


def option(text: Check) -> Check:
    return record(
        {"text": text, "value": string(150)},
        {"description": any_text(75), "url": string(URL_LIMIT)},
    )


OPTION = option(plain_text(75))
RICH_OPTION = option(any_text(75))
OPTION_GROUP = record({"label": plain_text(75), "options": items(OPTION, 100)}, {})

_SLACK_FILE = all_of(record({}, {"id": string(), "url": string()}), needs_one_of("id", "url"))

IMAGE_SOURCE: dict[str, Check] = {"image_url": string(URL_LIMIT), "slack_file": _SLACK_FILE}

IMAGE = all_of(
    typed({"alt_text": string(2000)}, IMAGE_SOURCE),
    needs_one_of("image_url", "slack_file"),
    not_both("image_url", "slack_file"),
)
