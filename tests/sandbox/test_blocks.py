"""Block Kit's limits, in Slack's own words."""

import json
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.blockkit import problems_of, problems_of_view
from tests.sandbox.office import SUBMIT, actions, button, error, modal, refusal, section, text_input

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(number: int = 1, **more: Any) -> Json:
    return {"text": plain(f"option {number}"), "value": str(number), **more}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": [option()], **more}


CONFIRM = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "hi"}]}],
}
TASK = {"type": "task_card", "task_id": "1", "title": "Deploy", "status": "pending"}
CELL = {"type": "raw_text", "text": "a"}
IMAGE = {"type": "image", "image_url": "https://office.example/a.png", "alt_text": "a"}

GOOD: dict[str, Json] = {
    "section": section(fields=[plain("a")], accessory=button()),
    "section with an image": section(accessory=IMAGE),
    "fields alone": {"type": "section", "fields": [plain("a")]},
    "divider": {"type": "divider"},
    "header": {"type": "header", "text": plain("Phase")},
    "actions": actions(
        button(style="primary", confirm=CONFIRM),
        select(),
        {"type": "overflow", "action_id": "o", "options": [option()]},
    ),
    "pickers": actions(
        {"type": "datepicker", "action_id": "d", "initial_date": "2021-06-14"},
        {"type": "timepicker", "action_id": "t", "initial_time": "12:00"},
        {"type": "datetimepicker", "action_id": "dt"},
    ),
    "choices": actions(
        {"type": "checkboxes", "action_id": "c", "options": [option()]},
        {"type": "radio_buttons", "action_id": "r", "options": [option()]},
        {"type": "multi_static_select", "action_id": "m", "options": [option()]},
        {"type": "users_select", "action_id": "u"},
    ),
    "context": {"type": "context", "elements": [plain("a"), {"type": "mrkdwn", "text": "b"}, IMAGE]},
    "rich text": RICH,
    "markdown": {"type": "markdown", "text": "# Title"},
    "table": {
        "type": "table",
        "rows": [[CELL, RICH], [CELL, {"type": "raw_number", "value": 3, "text": "3"}]],
        "column_settings": [{"align": "right"}],
    },
    "data table": {"type": "data_table", "caption": "Bugs", "rows": [[CELL], [CELL]], "page_size": 10},
    "plan": {
        "type": "plan",
        "title": "Phase 1",
        "tasks": [{**TASK, "details": RICH, "sources": [{"type": "url", "url": "https://a", "text": "a"}]}],
    },
    "task card": TASK,
    "card": {"type": "card", "title": {"type": "mrkdwn", "text": "a"}, "actions": [button()]},
    "carousel": {"type": "carousel", "elements": [{"type": "card", "body": plain("a")}]},
    "container": {
        "type": "container",
        "title": plain("a"),
        "child_blocks": [section()],
        "is_collapsible": True,
        "default_collapsed": True,
    },
    "context actions": {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "f",
                "positive_button": {"text": plain("+"), "value": "1"},
                "negative_button": {"text": plain("-"), "value": "0"},
            },
            {"type": "icon_button", "action_id": "i", "icon": "trash", "text": plain("Remove")},
        ],
    },
}

BAD: dict[str, tuple[Json, str, str]] = {
    "empty text": (section(""), "must be more than 0 characters", "/text/text"),
    "long section": (section("x" * 3001), "must be less than 3001 characters", "/text/text"),
    "nothing in a section": ({"type": "section"}, "missing required field: text or fields", ""),
    "11 fields": ({"type": "section", "fields": [plain("a")] * 11}, "no more than 10 items allowed", "/fields"),
    "long field": (
        {"type": "section", "fields": [plain("x" * 2001)]},
        "must be less than 2001 characters",
        "/fields/0/text",
    ),
    "long header": ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters", "/text/text"),
    "mrkdwn header": (
        {"type": "header", "text": {"type": "mrkdwn", "text": "a"}},
        "unsupported type: mrkdwn",
        "/text/type",
    ),
    "26 actions": (actions(*[button(f"b{n}") for n in range(26)]), "no more than 25 items allowed", "/elements"),
    "no actions": (actions(), "no less than 1 items allowed", "/elements"),
    "11 in context": ({"type": "context", "elements": [plain("a")] * 11}, "no more than 10 items allowed", "/elements"),
    "long button": (actions(button(label="x" * 76)), "must be less than 76 characters", "/elements/0/text/text"),
    "long value": (actions(button(value="x" * 2001)), "must be less than 2001 characters", "/elements/0/value"),
    "long block id": (section(block_id="x" * 256), "must be less than 256 characters", "/block_id"),
    "long action id": (actions(button("x" * 256)), "must be less than 256 characters", "/elements/0/action_id"),
    "strange style": (
        actions(button(style="green")),
        "must be a valid enum value (primary, danger)",
        "/elements/0/style",
    ),
    "same action twice": (
        actions(button(), button()),
        '`action_id` "sign" already exists for another action',
        "/elements/1/action_id",
    ),
    "long option": (
        actions(select(options=[{"text": plain("x" * 76), "value": "1"}])),
        "must be less than 76 characters",
        "/elements/0/options/0/text/text",
    ),
    "long option value": (
        actions(select(options=[option(value="x" * 151)])),
        "must be less than 151 characters",
        "/elements/0/options/0/value",
    ),
    "101 options": (
        actions(select(options=[option(n) for n in range(101)])),
        "no more than 100 items allowed",
        "/elements/0/options",
    ),
    "6 in overflow": (
        actions({"type": "overflow", "options": [option(n) for n in range(6)]}),
        "no more than 5 items allowed",
        "/elements/0/options",
    ),
    "long confirm title": (
        actions(button(confirm={**CONFIRM, "title": plain("x" * 101)})),
        "must be less than 101 characters",
        "/elements/0/confirm/title/text",
    ),
    "long confirm text": (
        actions(button(confirm={**CONFIRM, "text": plain("x" * 301)})),
        "must be less than 301 characters",
        "/elements/0/confirm/text/text",
    ),
    "long confirm button": (
        actions(button(confirm={**CONFIRM, "confirm": plain("x" * 31)})),
        "must be less than 31 characters",
        "/elements/0/confirm/confirm/text",
    ),
    "unknown property": (section(colour="red"), "invalid additional property: colour", "/colour"),
    "unknown block": ({"type": "banner"}, "unsupported type: banner", "/type"),
    "no type": ({}, "missing required field: type", ""),
    "text input under actions": (
        actions({"type": "plain_text_input"}),
        "unsupported type: plain_text_input",
        "/elements/0/type",
    ),
    "wrong date": (
        actions({"type": "datepicker", "initial_date": "14.6.2021"}),
        "must look like 2021-06-14",
        "/elements/0/initial_date",
    ),
    "alert in a message": ({"type": "alert", "text": plain("a")}, "unsupported type: alert", "/type"),
    "unknown status": (
        {**TASK, "status": "done"},
        "must be a valid enum value (pending, in_progress, complete, error)",
        "/status",
    ),
    "same task twice": (
        {"type": "plan", "title": "a", "tasks": [TASK, TASK]},
        "task_id “1” already exists for another task",
        "/tasks",
    ),
    "uneven data table": (
        {"type": "data_table", "caption": "a", "rows": [[CELL], [CELL, CELL]]},
        "must have 1 cells like the header",
        "/rows/1",
    ),
    "101 rows under the header": (
        {"type": "data_table", "caption": "a", "rows": [[CELL]] * 102},
        "no more than 101 items allowed",
        "/rows",
    ),
    "button on a task": ({**TASK, "actions": [button()]}, "invalid additional property: actions", "/actions"),
    "21 columns": ({"type": "table", "rows": [[CELL] * 21]}, "no more than 20 items allowed", "/rows/0"),
    "long table": (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 5_001}] * 2]},
        "cells must hold less than 10001 characters together",
        "/rows",
    ),
    "long markdown": ({"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters", "/text"),
    "empty card": (
        {"type": "card", "subtitle": plain("a")},
        "missing required field: hero_image or title or actions or body",
        "",
    ),
    "11 children": (
        {"type": "container", "title": plain("a"), "child_blocks": [section()] * 11},
        "no more than 10 items allowed",
        "/child_blocks",
    ),
}


@pytest.mark.parametrize("name", GOOD)
def a_well_formed_block_is_accepted(name: str) -> None:
    assert problems_of([GOOD[name]], "message") == []


@pytest.mark.parametrize("name", BAD)
def a_malformed_block_is_refused_with_its_place(name: str) -> None:
    block, problem, place = BAD[name]
    assert f"[ERROR] {problem} [json-pointer:/blocks/0{place}]" in problems_of([block], "message")


def a_refusal_travels_as_invalid_blocks(client: WebClient, channel: str) -> None:
    told = refusal(client, "chat.postMessage", channel=channel, text="a", blocks=[section("")])
    assert told["error"] == "invalid_blocks"
    assert told["response_metadata"]["messages"] == [
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]"
    ]
    assert error(client, "chat.postMessage", channel=channel, text="a", blocks="{") == "invalid_blocks_format"
    assert error(client, "chat.postMessage", channel=channel, text="a", blocks={"a": 1}) == "invalid_blocks_format"


def what_would_be_refused_is_told_without_a_post(client: WebClient) -> None:
    client.blocks_validate(blocks=[section()])
    client.blocks_validate(message={"blocks": [GOOD["data table"]]})
    client.blocks_validate(view=modal(section()))
    empty = {"pointer": "/0/text/text", "code": "failed_constraint", "message": "must be more than 0 characters"}
    for name, given, place in (
        ("blocks", [section("")], ""),
        ("message", {"blocks": [section("")]}, "/blocks"),
        ("view", modal(section("")), "/blocks"),
    ):
        told = refusal(client, "blocks.validate", **{name: json.dumps(given)})
        assert told["error"] == f"invalid_{name}"
        assert told["errors"] == [{**empty, "pointer": f"{place}/0/text/text"}]
    assert refusal(client, "blocks.validate", view=json.dumps(modal(GOOD["data table"])))["error"] == "invalid_view"
    assert error(client, "blocks.validate") == "invalid_arguments"


def a_message_holds_50_blocks_and_a_view_100() -> None:
    many = [section() for _ in range(51)]
    assert problems_of(many[:50], "message") == []
    assert problems_of(many, "message") == ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"]
    assert problems_of_view(modal(*many), "modal") == []
    assert problems_of_view(modal(*many, *many), "modal") == [
        "[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]"
    ]


def a_block_id_stands_once() -> None:
    twice = [section(block_id="a"), section(block_id="a")]
    assert problems_of(twice, "message") == [
        '[ERROR] `block_id` "a" already exists for another block [json-pointer:/blocks/1/block_id]'
    ]


def a_plan_and_loose_task_cards_do_not_mix() -> None:
    assert problems_of([{"type": "plan", "title": "a"}, TASK], "message")


def no_message_holds_blocks_of_more_than_13200_characters_together(client: WebClient, channel: str) -> None:
    long = [section("x" * 2_990) for _ in range(4)]
    assert client.chat_postMessage(channel=channel, text="a", blocks=long)["ok"]
    longer = [*long, section("x" * 2_000)]
    assert error(client, "chat.postMessage", channel=channel, text="a", blocks=longer) == "msg_blocks_too_long"


def a_modal_takes_what_messages_do_not_and_the_other_way_round() -> None:
    assert problems_of([{"type": "alert", "text": plain("a"), "level": "warning"}], "modal") == []
    assert problems_of([TASK], "modal")
    assert problems_of([text_input()], "modal") == []


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (modal(section(), title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (modal(section(), submit=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
        (modal(section(), close=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/close/text]"),
        (
            modal(section(), private_metadata="x" * 3001),
            "must be less than 3001 characters [json-pointer:/view/private_metadata]",
        ),
        (modal(text_input()), "missing required field: submit [json-pointer:/view/submit]"),
        (modal(section(), colour="red"), "invalid additional property: colour [json-pointer:/view/colour]"),
        ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
    ],
)
def a_malformed_view_is_refused_with_its_place(view: Json, sentence: str) -> None:
    assert f"[ERROR] {sentence}" in problems_of_view(view, "modal")


def a_form_with_a_submit_is_accepted() -> None:
    assert problems_of_view(modal(text_input(), **SUBMIT), "modal") == []
