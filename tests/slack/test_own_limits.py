"""The limits we know ourselves are Slack's: what breaks one is refused by the workspace, and nothing else is."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.slack.pictures import limits
from bot.slack.pictures.picture import Picture
from tests.slack import limits as slacks


def words(length: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": "x" * length}


def section(length: int = 1) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "x" * length}}


def button(**changed: Any) -> dict[str, Any]:
    element = {"type": "button", "action_id": "a", "text": words(1), "value": "v", **changed}
    return {"type": "actions", "elements": [element]}


MESSAGES: dict[str, tuple[Callable[[int], list[dict[str, Any]]], int]] = {
    "blocks": (lambda n: [section() for _ in range(n)], 50),
    "section": (lambda n: [section(n)], 3_000),
    "header": (lambda n: [{"type": "header", "text": words(n)}], 150),
    "button": (lambda n: [button(text=words(n))], 75),
    "value": (lambda n: [button(value="v" * n)], 2_000),
    "action_id": (lambda n: [button(action_id="a" * n)], 255),
    "context": (lambda n: [{"type": "context", "elements": [words(1)] * n}], 10),
}


@pytest.mark.parametrize("what", MESSAGES)
def a_limit_of_ours_is_one_of_slacks(what: str) -> None:
    made, most = MESSAGES[what]
    good, bad = (
        Picture("text", tuple(block | {"block_id": str(number)} for number, block in enumerate(made(n))))
        for n in (most, most + 1)
    )
    assert (limits.broken_by(good), slacks.broken_by(good)) == ([], [])
    assert limits.broken_by(bad)
    assert slacks.broken_by(bad)


def a_message_as_a_whole_has_its_limit() -> None:
    heavy = Picture("text", tuple(section(2_900) | {"block_id": str(number)} for number in range(5)))
    assert limits.broken_by(heavy) == [f"blocks: {limits.MESSAGE + 1_646} > 13200 characters"]
    assert "msg_blocks_too_long" in slacks.broken_by(heavy)


def an_empty_text_and_a_block_id_used_twice_are_named() -> None:
    twice = (section() | {"block_id": "b"}, section() | {"block_id": "b"})
    assert limits.broken_by(Picture("", twice)) == ["block_id b: twice", "text: 0 bytes, 1 to 4000"]


@pytest.mark.parametrize("part", ["title", "submit", "close"])
def a_views_labels_have_24_characters(part: str) -> None:
    view = {"type": "modal", "title": words(1), "submit": words(1), "close": words(1), "blocks": [section()]}
    assert limits.broken_by_view(view) == slacks.broken_by_view(view) == []
    assert limits.broken_by_view({**view, part: words(25)})
    assert slacks.broken_by_view({**view, part: words(25)})
