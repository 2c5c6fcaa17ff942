"""What can be read and pressed on a message or a view, as a person would tell it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.state.records import Message, View

Shown = Message | View


def buttons_of(shown: Shown) -> list[Mapping[str, Any]]:
    rows = (block["elements"] for block in shown.blocks if block["type"] == "actions")
    return [element for row in rows for element in row if element["type"] == "button"]


def labels_of(shown: Shown) -> list[str]:
    return [button["text"]["text"] for button in buttons_of(shown)]


def lines_of(shown: Shown) -> list[str]:
    """What pressing each button is the same as typing."""
    return [button["value"] for button in buttons_of(shown)]


def asked_for(shown: Shown) -> list[tuple[str, str]]:
    """The items that its buttons offer to sign, with their release."""
    lines = [line.split() for line in lines_of(shown)]
    return [(words[1], words[3]) for words in lines if words[0] == "done" and words[2] == "in"]


def words_of(shown: Shown) -> str:
    """Everything that can be read on it but the buttons; a space of no width cannot."""
    parts = (
        part for b in shown.blocks for part in (b.get("text"), *b.get("elements", ()), *b.get("fields", ())) if part
    )
    texts = [part["text"] for part in parts if part.get("type") in ("mrkdwn", "plain_text")]
    texts += [" · ".join(row) for row in rows_of(shown)]
    return ("\n".join(texts) or (shown.text if isinstance(shown, Message) else "")).replace("\u200b", "")


def lines_without_button(shown: Iterable[Message]) -> list[str]:
    """The lines that messages in threads tell to type, and no button beside them carries."""
    return [
        line
        for message in shown
        if message.bot_id and message.thread_ts not in (None, message.ts)
        for line in re.findall(r"`/release ([^`]+)`", words_of(message))
        if line.split()[0] not in {value.split()[0] for value in lines_of(message)}
    ]


def rows_of(shown: Shown) -> list[list[str]]:
    """The table on it, row by row, the first of them its head."""
    tables = (block for block in shown.blocks if block["type"] == "data_table")
    return [[cell["text"] for cell in row] for table in tables for row in table["rows"]]


def key_of(message: Message) -> str:
    """The key under which the bot keeps a message of its own; "" for anybody else's."""
    return str((message.metadata or {}).get("event_payload", {}).get("key", ""))
