"""What can be read and pressed on a message or a view, as a person would tell it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import takewhile
from typing import Any

from bot.speech.lines import PLACEHOLDERS
from bot.speech.voice import Voice
from sandbox.state.records import Message, View

Shown = Message | View
BLANKS = {voice.say(name) for voice in (Voice("en"), Voice("zh-CN")) for name in PLACEHOLDERS.values()} | {"@user"}


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


def offers_in_threads(shown: Iterable[Message], command: str) -> Iterator[tuple[Message, tuple[str, ...]]]:
    """What messages in threads tell to type, verb and arguments, where the command is called so."""
    for message in shown:
        if message.bot_id and message.thread_ts not in (None, message.ts):
            for line in re.findall(rf"`{re.escape(command)} ([^`]+)`", words_of(message)):
                yield message, _act(unescape(line))


def offers_without_button(shown: Iterable[Message], command: str) -> list[tuple[str, ...]]:
    """Those of them that no button of the same message carries."""
    return [act for message, act in offers_in_threads(shown, command) if act not in map(_act, lines_of(message))]


def _act(line: str) -> tuple[str, ...]:
    """The verb with its arguments, as far as they are told: no blanks to fill in, and not the release."""
    told = takewhile(lambda word: word not in BLANKS and "…" not in word, line.split())
    return tuple(re.sub(r" in \S+$", "", " ".join(told)).replace("/", " ").split())


def rows_of(shown: Shown) -> list[list[str]]:
    """The table on it, row by row, the first of them its head."""
    tables = (block for block in shown.blocks if block["type"] == "data_table")
    return [[cell["text"] for cell in row] for table in tables for row in table["rows"]]


def key_of(message: Message) -> str:
    """The key under which the bot keeps a message of its own; "" for anybody else's."""
    return str((message.metadata or {}).get("event_payload", {}).get("key", ""))
