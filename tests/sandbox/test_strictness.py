"""Slack's figures that no other test asks for: each limit at its last good and its first bad value."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler
from slack_sdk.signature import Clock as SlackClock
from slack_sdk.signature import SignatureVerifier

from sandbox import Person, Server
from sandbox.api.methods import METHODS
from sandbox.setup.manifest import load_manifest
from sandbox.wire.courier import Patience
from sandbox.wire.http_mode import signature
from tests.sandbox.clicking import card, interaction
from tests.sandbox.office import (
    SUBMIT,
    BareSocket,
    Json,
    actions,
    button,
    error,
    gives_up_soon,
    in_background,
    manifest,
    modal,
    refusal,
    section,
    text_input,
)


def plain(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def option(text: int = 1, value: int = 1) -> Json:
    return {"text": plain(text), "value": "v" * value}


def overflow(options: int) -> Json:
    return actions({"type": "overflow", "action_id": "o", "options": [option(value=n + 1) for n in range(options)]})


def confirm(**longer: Json) -> Json:
    asked = {"title": plain(1), "text": plain(1), "confirm": plain(1), "deny": plain(1), **longer}
    return actions(button(confirm=asked))


def pick(**longer: int) -> Json:
    return actions({"type": "static_select", "action_id": "p", "options": [option(**longer)]})


def many(kind: str, count: int) -> Json:
    elements = [button(f"a{n}") for n in range(count)] if kind == "actions" else [plain(1)] * count
    return {"type": kind, "elements": elements}


LIMITS: dict[str, tuple[int, Any]] = {
    "section text": (3000, lambda n: section("x" * n)),
    "section fields": (10, lambda n: {"type": "section", "fields": [plain(1)] * n}),
    "a field's text": (2000, lambda n: {"type": "section", "fields": [plain(n)]}),
    "header": (150, lambda n: {"type": "header", "text": plain(n)}),
    "elements of actions": (25, lambda n: many("actions", n)),
    "elements of context": (10, lambda n: many("context", n)),
    "button text": (75, lambda n: actions(button(label="x" * n))),
    "button value": (2000, lambda n: actions(button(value="x" * n))),
    "action id": (255, lambda n: actions(button("a" * n))),
    "block id": (255, lambda n: section(block_id="b" * n)),
    "option text": (75, lambda n: pick(text=n)),
    "option value": (150, lambda n: pick(value=n)),
    "overflow options": (5, overflow),
    "confirm title": (100, lambda n: confirm(title=plain(n))),
    "confirm text": (300, lambda n: confirm(text=plain(n))),
    "confirm button": (30, lambda n: confirm(confirm=plain(n))),
}


@pytest.mark.parametrize(("most", "block"), LIMITS.values(), ids=list(LIMITS))
def a_limit_is_kept_to_the_last_character(client: WebClient, channel: str, most: int, block: Any) -> None:
    assert client.chat_postMessage(channel=channel, text="a", blocks=[block(most)])["ok"]
    told = refusal(client, "chat.postMessage", channel=channel, text="a", blocks=[block(most + 1)])
    assert told["error"] == "invalid_blocks"
    assert len(told["errors"]) == 1


def a_message_takes_fifty_blocks(client: WebClient, channel: str) -> None:
    assert client.chat_postMessage(channel=channel, text="a", blocks=[{"type": "divider"}] * 50)["ok"]
    assert error(client, "chat.postMessage", channel=channel, blocks=[{"type": "divider"}] * 51) == "invalid_blocks"


def every_block_of_a_message_counts_towards_13200_characters(client: WebClient, channel: str) -> None:
    def blocks(characters: int) -> list[Json]:
        sections = [section("x" * 3000, block_id=str(number)) for number in range(4)]
        rest = characters - len(json.dumps([*sections, section("", block_id="4")], separators=(",", ":")))
        return [*sections, section("x" * rest, block_id="4")]

    assert client.chat_postMessage(channel=channel, text="a", blocks=blocks(13_200))["ok"]
    assert error(client, "chat.postMessage", channel=channel, text="a", blocks=blocks(13_201)) == "msg_blocks_too_long"


VIEWS: dict[str, tuple[int, Any]] = {
    "title": (24, lambda n: modal(section()) | {"title": plain(n)}),
    "submit": (24, lambda n: modal(section(), submit=plain(n))),
    "close": (24, lambda n: modal(section(), close=plain(n))),
    "private metadata": (3000, lambda n: modal(section(), private_metadata="x" * n)),
    "blocks": (100, lambda n: modal(*[{"type": "divider"}] * n)),
}


@pytest.mark.parametrize(("most", "view"), VIEWS.values(), ids=list(VIEWS))
def a_view_is_kept_to_its_limits(server: Server, client: WebClient, chen: Person, most: int, view: Any) -> None:
    from sandbox.changes.modals import give_trigger  # noqa: PLC0415 - as if she had clicked

    def opened(length: int) -> Json:
        return {"trigger_id": give_trigger(server.workspace, chen.id), "view": view(length)}

    assert client.api_call("views.open", json=opened(most))["ok"]
    assert error(client, "views.open", **opened(most + 1)) == "invalid_arguments"


def a_form_without_a_submit_is_refused(server: Server, client: WebClient, chen: Person) -> None:
    from sandbox.changes.modals import give_trigger  # noqa: PLC0415 - as if she had clicked

    trigger = give_trigger(server.workspace, chen.id)
    assert error(client, "views.open", trigger_id=trigger, view=modal(text_input())) == "invalid_arguments"
    assert client.views_open(trigger_id=trigger, view=modal(text_input(), **SUBMIT))["ok"]


TIERS = {
    2: ["users.list", "conversations.list", "reactions.remove"],
    3: ["chat.update", "chat.delete", "chat.scheduleMessage", "reactions.add", "reactions.get",
        "conversations.open", "conversations.history", "users.lookupByEmail"],
    4: ["views.open", "views.push", "views.update", "views.publish", "chat.postEphemeral", "users.info",
        "conversations.members", "files.getUploadURLExternal", "files.completeUploadExternal"],
}  # fmt: skip


@pytest.mark.parametrize(("tier", "method"), [(tier, name) for tier, names in TIERS.items() for name in names])
def every_method_has_slacks_tier(tier: int, method: str) -> None:
    assert METHODS[method].slack.tier == tier


def the_workspace_waits_as_long_as_slack() -> None:
    assert Patience().ack_timeout == 3.0
    assert Patience().retries == (0.0, 60.0, 300.0)
    assert Patience().events_an_hour == 30_000


@gives_up_soon
def a_click_without_an_acknowledgement_is_not_retried(
    server: Server, client: WebClient, channel: str, chen: Person, wire: BareSocket
) -> None:
    card(client, channel, button())
    with in_background(lambda: chen.clicks(chen.sees()[0], text="Sign")) as clicking:
        interaction(wire)
        assert clicking.result().failed == "operation_timeout"
    server.clock.move(400)
    assert wire.hears_nothing()


def an_ephemeral_cannot_be_edited(client: WebClient, channel: str, chen: Person) -> None:
    ts = client.chat_postEphemeral(channel=channel, user=chen.id, text="for you")["message_ts"]
    assert error(client, "chat.update", channel=channel, ts=ts, text="other") == "message_not_found"


class Later(SlackClock):
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def now(self) -> float:
        return time.time() + self._seconds


@pytest.mark.parametrize(("seconds", "good"), [(0, True), (295, True), (305, False), (-305, False)])
def a_signature_is_good_for_five_minutes(seconds: float, *, good: bool) -> None:
    """As Slack's own verifier reads what the workspace signs."""
    stamp = str(int(time.time()))
    verifier = SignatureVerifier("secret", Later(seconds))
    assert verifier.is_valid("body", stamp, signature("secret", stamp, b"body")) is good


def the_sdk_retries_lost_connections_and_no_429_by_default(client: WebClient) -> None:
    assert [type(handler) for handler in client.retry_handlers] == [ConnectionErrorRetryHandler]


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def a_manifest_is_json_or_yaml(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"manifest{suffix}"
    file.write_text(json.dumps(manifest()), encoding="utf-8")
    assert load_manifest(file).bot_name == "Porter"
