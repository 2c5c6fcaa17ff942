"""blocks.validate, and what an app reads off the headers of an answer."""

import json
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from slack_sdk import WebClient

from sandbox import Server, running
from tests.sandbox.office import PEOPLE, Json, client_of, manifest, modal, refusal, section

WRONG: Json = {"type": "section", "text": {"type": "invalid", "text": "Hello"}}


@pytest.mark.parametrize("content", [{"blocks": [section()]}, {"message": {"blocks": [section()]}}, {"view": modal()}])
def what_slack_takes_is_valid(client: WebClient, content: Json) -> None:
    assert client.api_call("blocks.validate", json=content)["ok"] is True
    as_form = {kind: json.dumps(value) for kind, value in content.items()}
    assert client.api_call("blocks.validate", params=as_form)["ok"] is True


@pytest.mark.parametrize(
    ("kind", "content", "place"),
    [
        ("blocks", [WRONG], "/0/text/type"),
        ("message", {"blocks": [WRONG]}, "/blocks/0/text/type"),
        ("view", {**modal(), "blocks": [WRONG]}, "/blocks/0/text/type"),
    ],
)
def a_fault_of_blocks_is_named_with_its_place(client: WebClient, kind: str, content: object, place: str) -> None:
    refused = refusal(client, "blocks.validate", **{kind: content})
    assert refused["error"] == f"invalid_{kind}"
    assert refused["errors"] == [
        {"code": "failed_constraint", "message": "unsupported type: invalid", "pointer": place}
    ]


def only_one_thing_is_judged_at_once(client: WebClient) -> None:
    for given in ({}, {"blocks": [section()], "view": modal()}):
        assert refusal(client, "blocks.validate", **given)["error"] == "invalid_arguments"


def nothing_is_posted_by_it(server: Server, client: WebClient, channel: str) -> None:
    client.api_call("blocks.validate", json={"blocks": [section()]})
    assert not server.workspace.channels[channel].messages


def no_scope_is_needed_to_have_blocks_judged() -> None:
    with running(people=PEOPLE, manifest=manifest(scopes=["commands"], events=[])) as server:
        assert client_of(server).blocks_validate(blocks=[section()])["ok"]


def an_answer_tells_the_workspaces_time(server: Server, client: WebClient) -> None:
    def told() -> datetime:
        return parsedate_to_datetime(client.auth_test().headers["date"])

    before = told()
    server.clock.move(400)
    assert told() - before >= timedelta(seconds=399)
