"""What is held against Slack of a recorded traffic, each breach shown once.

The traffic of the whole boying release is held so where it is played: over HTTP in `scenarios/test_to_the_end`, of
another plan in Socket Mode in `scenarios/test_whole_run`.
"""

import ast
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import running
from sandbox.state.log import Delivery, LoggedCall
from tests.conformance.traffic import ELSEWHERE, SPECIFICATION, amiss, strange_answers, strange_payloads
from tests.sandbox.office import PEOPLE, client_of

TESTS = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(not SPECIFICATION.is_file(), reason="Slack's specification is not here")


def breaches(*scopes: str, calls: Any) -> dict[str, list[str]]:
    """What is amiss with these calls of an app that declares these scopes."""
    app = {
        "display_information": {"name": "Porter"},
        "features": {"bot_user": {"display_name": "Porter"}},
        "oauth_config": {"scopes": {"bot": scopes}},
    }
    with running(people=PEOPLE, manifest=app) as server:
        calls(client_of(server), server.workspace.channel("office").id)
        return dict(amiss(server))


def a_good_traffic_has_nothing_amiss() -> None:
    def calls(client: WebClient, channel: str) -> None:
        client.chat_postMessage(channel=channel, text="a", metadata={"event_type": "card", "event_payload": {}})
        client.conversations_history(channel=channel, include_all_metadata=True)

    assert breaches("chat:write", "channels:history", calls=calls) == {}


def an_argument_slack_does_not_know_is_found() -> None:
    def calls(client: WebClient, channel: str) -> None:
        client.chat_postMessage(channel=channel, text="a", colour="red")

    assert breaches("chat:write", calls=calls) == {"arguments Slack does not know": ["chat.postMessage: colour"]}


def a_body_slack_does_not_read_is_found() -> None:
    def calls(client: WebClient, _: str) -> None:
        client.api_call("users.list", json={"limit": 10})

    assert breaches("users:read", calls=calls) == {"bodies Slack does not read": ["users.list"]}


def a_scope_is_used_and_declared_or_neither() -> None:
    def calls(client: WebClient, channel: str) -> None:
        client.api_call("chat.postMessage", json={"channel": channel, "text": "a"})
        client.api_call("users.list")

    assert breaches("chat:write", "users:read", "reactions:read", calls=calls) == {
        "scopes declared and not used": ["reactions:read"]
    }


def a_call_without_its_scope_is_found() -> None:
    def calls(client: WebClient, _: str) -> None:
        with pytest.raises(Exception, match="missing_scope"):
            client.users_list()

    assert breaches("chat:write", calls=calls) == {
        "scopes used and not declared": ["users:read"],
        "scopes declared and not used": ["chat:write"],
    }


def an_answer_and_a_payload_slack_does_not_have_are_found() -> None:
    answer = {"ok": True, "channel": "C1", "ts": 1.5, "colour": "red"}
    call = LoggedCall(1, 0.0, "chat.postMessage", {}, 200, answer)
    assert strange_answers([call]) == [
        "chat.postMessage: colour: string, not None",
        "chat.postMessage: ts: number, not string",
    ]
    payload = {"event": {"type": "reaction_added", "reaction": 5}}
    delivery = Delivery(1, 0.0, "reaction_added", payload, 0, "socket", "acknowledged")
    assert strange_payloads([delivery]) == ["reaction_added: event.reaction: number, not string"]


def what_is_used_elsewhere_has_its_test() -> None:
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in TESTS.glob("*/test_*.py")]
    there = {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert set(ELSEWHERE.values()) <= there
