"""Slack's reference of its methods, as the workspace keeps to it: bodies, arguments, errors; and where it is from."""

import inspect
import json
from pathlib import Path

import httpx
import pytest
from slack_sdk import WebClient

from sandbox import Server
from sandbox.api.methods import METHODS
from sandbox.api.reference import references
from tests.sandbox.office import Json, refusal

SPECIFICATION = Path(__file__).parents[2].parent / "shared" / "slack-truth" / "web-api.json"

# The SDK sends them along; Slack's pages do not name them.
OF_THE_SDK_ALONE = {"chat.postMessage": {"container_id"}}
# Remarks on a request's form, in `warning`.
OF_CHARSETS = {"missing_charset", "superfluous_charset"}
# An `interactivity_pointer` will do as well: https://docs.slack.dev/reference/methods/views.open
EITHER_OR = {"views.open": {"trigger_id"}, "views.push": {"trigger_id"}}

UNREAD = {
    "conversations.history": ("invalid_arguments", ["channel"]),
    "conversations.replies": ("invalid_arguments", ["channel", "ts"]),
    "users.lookupByEmail": ("invalid_arguments", ["email"]),
    "chat.getPermalink": ("invalid_arguments", ["channel", "message_ts"]),
    "conversations.info": ("channel_not_found", []),
    "conversations.members": ("channel_not_found", []),
    "users.info": ("user_not_found", []),
    "reactions.get": ("no_item_specified", []),
    "files.info": ("file_not_found", []),
    "bots.info": ("bot_not_found", []),
}


def missing(*names: str) -> list[str]:
    return [f"[ERROR] missing required field: {name}" for name in names]


@pytest.mark.parametrize("method", UNREAD)
def a_json_body_is_not_read_where_a_method_only_reads(
    server: Server, client: WebClient, channel: str, method: str
) -> None:
    """The very same call that would be answered by query or form."""
    ts = client.chat_postMessage(channel=channel, text="a")["ts"]
    chen = server.person("chen")
    right = {
        "channel": channel,
        "ts": ts,
        "message_ts": ts,
        "timestamp": ts,
        "user": chen.id,
        "email": "chen@office.example",
        "bot": server.workspace.bot.bot_id,
        "file": client.files_upload_v2(content="x", filename="a.md")["file"]["id"],
    }
    asked = {name: value for name, value in right.items() if name in references()[method].arguments}
    if method == "reactions.get":
        asked.pop("file")
    bearer = {"Authorization": f"Bearer {server.bot_token}"}
    answered = {
        how: httpx.post(server.api_url + method, headers=bearer, trust_env=False, **{how: asked}).json()  # type: ignore[arg-type]
        for how in ("json", "data", "params")
    }
    error, names = UNREAD[method]
    assert [answered[how]["ok"] for how in ("data", "params")] == [True, True]
    assert answered["json"]["error"] == error
    assert answered["json"].get("response_metadata", {}).get("messages", []) == missing(*names)


def a_list_asked_for_in_json_silently_loses_its_limit_and_types(server: Server, client: WebClient) -> None:
    client.conversations_open(users=server.person("chen").id)
    asked = {"limit": 1, "types": "im"}
    assert len(client.api_call("users.list", json={"limit": 1})["members"]) > 1
    assert {"name" in each for each in client.api_call("conversations.list", json=asked)["channels"]} == {True}
    assert {"name" in each for each in client.conversations_list(limit=1, types="im")["channels"]} == {False}


def what_was_not_read_stands_in_the_log(server: Server, client: WebClient) -> None:
    client.api_call("users.list", json={"limit": 1})
    call = server.workspace.log.calls("users.list")[-1]
    assert (call.args, call.unread) == ({}, {"limit": 1})


@pytest.mark.parametrize(
    ("method", "wrong", "problem"),
    [
        ("chat.postMessage", {"channel": 5, "text": "a"}, "must provide a string [json-pointer:/channel]"),
        ("chat.postMessage", {"channel": "C1", "mrkdwn": "perhaps"}, "must provide a boolean [json-pointer:/mrkdwn]"),
        ("conversations.history", {"channel": "C1", "limit": "all"}, "must provide a number [json-pointer:/limit]"),
        ("conversations.history", {"channel": "C1", "limit": "0"}, "must be greater than 0 [json-pointer:/limit]"),
        ("conversations.history", {"channel": "C1", "limit": "1000"}, "must be less than 1000 [json-pointer:/limit]"),
        ("files.getUploadURLExternal", {"filename": "a", "length": 0}, "must be greater than 0 [json-pointer:/length]"),
        ("files.completeUploadExternal", {"files": {"id": "F1"}}, "must provide an array [json-pointer:/files]"),
    ],
)
def an_argument_of_the_wrong_kind_is_pointed_at(
    client: WebClient, channel: str, method: str, wrong: Json, problem: str
) -> None:
    asked = {name: channel if value == "C1" else value for name, value in wrong.items()}
    told = refusal(client, method, **asked)
    assert (told["error"], told["response_metadata"]["messages"]) == ("invalid_arguments", [f"[ERROR] {problem}"])


def every_missing_argument_is_named_at_once(client: WebClient) -> None:
    assert refusal(client, "chat.update", text="a")["response_metadata"]["messages"] == missing("channel", "ts")


def an_argument_slack_does_not_know_is_ignored(client: WebClient, channel: str) -> None:
    assert client.chat_postMessage(channel=channel, text="a", colour="red")["ok"]


@pytest.mark.parametrize(("name", "error"), [("users[0]", "invalid_array_arg"), ("to-whom", "invalid_arg_name")])
def an_argument_whose_name_cannot_be_is_refused(client: WebClient, channel: str, name: str, error: str) -> None:
    assert refusal(client, "chat.postMessage", channel=channel, text="a", **{name: "x"})["error"] == error


def every_method_of_the_reference_is_served_and_no_other() -> None:
    assert set(METHODS) == set(references())


@pytest.mark.parametrize("method", references())
def every_argument_of_the_sdk_is_one_of_slacks(method: str) -> None:
    signature = inspect.signature(getattr(WebClient, method.replace(".", "_")))
    named = {name for name, each in signature.parameters.items() if each.kind is each.KEYWORD_ONLY}
    ours = set(references()[method].arguments) | OF_THE_SDK_ALONE.get(method, set()) | {"app_token"}
    assert named - ours == set()


@pytest.fixture(scope="module")
def specification() -> Json:
    if not SPECIFICATION.is_file():
        pytest.skip("Slack's specification (../shared/slack-truth/web-api.json) is not here")
    return dict(json.loads(SPECIFICATION.read_text(encoding="utf-8")))


@pytest.mark.parametrize("method", references())
def the_reference_agrees_with_slacks_specification(method: str, specification: Json) -> None:
    """It is from 2020: newer methods are not in it, and what it has may have grown."""
    known, ours = specification.get(method), references()[method]
    if known is None:
        pytest.skip(f"{method} is younger than the specification")
    assert ours.reads_json is known["json"]
    assert set(known["args"]) - set(ours.arguments) == set()
    assert set(known["errors"]) - ours.errors - OF_CHARSETS == set()
    required = {name for name, kind in known["args"].items() if kind.startswith("!")}
    assert {name for name in required if not ours.arguments[name].absent} - EITHER_OR.get(method, set()) == set()
