"""Block elements: buttons, menus, pickers, inputs.

https://docs.slack.dev/reference/block-kit/block-elements
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.blockkit.objects import ACTION_ID, CONFIRM, OPTION, OPTION_GROUP, RICH_OPTION, URL_LIMIT, plain_text, typed
from sandbox.blockkit.schema import (
    Check,
    all_of,
    anything,
    at,
    boolean,
    items,
    needs_one_of,
    not_both,
    number,
    one_of,
    record,
    string,
)

_PLACEHOLDER: dict[str, Check] = {"placeholder": plain_text(150), "focus_on_load": boolean}
_MENU: dict[str, Check] = {**ACTION_ID, **_PLACEHOLDER, "confirm": CONFIRM}
_MULTI: dict[str, Check] = {"max_selected_items": number(1)}
_DISPATCH: dict[str, Check] = {
    "dispatch_action_config": record(
        {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)}, {}
    )
}
_STYLE = one_of("primary", "danger")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _matching(pattern: re.Pattern[str], example: str) -> Check:
    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            yield at(pointer, f"must look like {example}")

    return check


BUTTON = typed(
    {"text": plain_text(75)},
    {
        **ACTION_ID,
        "url": string(URL_LIMIT),
        "value": string(2000),
        "style": _STYLE,
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "visible_to_user_ids": items(string(), 10),
    },
)

_OPTIONS: dict[str, Check] = {"options": items(OPTION, 100), "option_groups": items(OPTION_GROUP, 100)}
_ONE_SOURCE = all_of(needs_one_of("options", "option_groups"), not_both("options", "option_groups"))
_FILTER = record(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
_CONVERSATION: dict[str, Check] = {"default_to_current_conversation": boolean, "filter": _FILTER}
_ANSWERING: dict[str, Check] = {"response_url_enabled": boolean}

MENUS: dict[str, Check] = {
    "static_select": all_of(typed({}, {**_MENU, **_OPTIONS, "initial_option": OPTION}), _ONE_SOURCE),
    "multi_static_select": all_of(
        typed({}, {**_MENU, **_OPTIONS, **_MULTI, "initial_options": items(OPTION, 100)}), _ONE_SOURCE
    ),
    "external_select": typed({}, {**_MENU, "min_query_length": number(0), "initial_option": OPTION}),
    "multi_external_select": typed(
        {}, {**_MENU, **_MULTI, "min_query_length": number(0), "initial_options": items(OPTION, 100)}
    ),
    "users_select": typed({}, {**_MENU, "initial_user": string()}),
    "multi_users_select": typed({}, {**_MENU, **_MULTI, "initial_users": items(string())}),
    "conversations_select": typed({}, {**_MENU, **_CONVERSATION, **_ANSWERING, "initial_conversation": string()}),
    "multi_conversations_select": typed(
        {}, {**_MENU, **_CONVERSATION, **_MULTI, "initial_conversations": items(string())}
    ),
    "channels_select": typed({}, {**_MENU, **_ANSWERING, "initial_channel": string()}),
    "multi_channels_select": typed({}, {**_MENU, **_MULTI, "initial_channels": items(string())}),
}

PICKERS: dict[str, Check] = {
    "datepicker": typed({}, {**_MENU, "initial_date": _matching(_DATE, "2021-06-14")}),
    "timepicker": typed({}, {**_MENU, "initial_time": _matching(_TIME, "12:00"), "timezone": string()}),
    "datetimepicker": typed(
        {}, {**ACTION_ID, "confirm": CONFIRM, "focus_on_load": boolean, "initial_date_time": number(0)}
    ),
}

_CHOICE: dict[str, Check] = {**ACTION_ID, "confirm": CONFIRM, "focus_on_load": boolean}
CHOICES: dict[str, Check] = {
    "checkboxes": typed({"options": items(RICH_OPTION, 10)}, {**_CHOICE, "initial_options": items(RICH_OPTION, 10)}),
    "radio_buttons": typed({"options": items(RICH_OPTION, 10)}, {**_CHOICE, "initial_option": RICH_OPTION}),
}

OVERFLOW = typed({"options": items(OPTION, 5)}, {**ACTION_ID, "confirm": CONFIRM})
WORKFLOW_BUTTON = typed(
    {"text": plain_text(75), "workflow": anything}, {**ACTION_ID, "style": _STYLE, "accessibility_label": string(75)}
)

_INPUT: dict[str, Check] = {**ACTION_ID, **_PLACEHOLDER, **_DISPATCH}
INPUTS: dict[str, Check] = {
    "plain_text_input": typed(
        {},
        {
            **_INPUT,
            "initial_value": string(minimum=0),
            "multiline": boolean,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
    ),
    "email_text_input": typed({}, {**_INPUT, "initial_value": string(minimum=0)}),
    "url_text_input": typed({}, {**_INPUT, "initial_value": string(minimum=0)}),
    "number_input": typed(
        {"is_decimal_allowed": boolean},
        {**_INPUT, "initial_value": string(), "min_value": string(), "max_value": string()},
    ),
    "rich_text_input": typed({}, {**_INPUT, "initial_value": anything, "min_lines": number(1), "max_lines": number(1)}),
    "file_input": typed({}, {**ACTION_ID, "filetypes": items(string()), "max_files": number(1, 10)}),
}

_FEEDBACK = record({"text": plain_text(75), "value": string(2000)}, {"accessibility_label": string(75)})
CONTEXT_ACTIONS: dict[str, Check] = {
    "feedback_buttons": typed({"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, ACTION_ID),
    "icon_button": typed(
        {"icon": one_of("trash"), "text": plain_text(75)},
        {
            **ACTION_ID,
            "value": string(2000),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": items(string(), 10),
        },
    ),
}

SECTION_ACCESSORIES: dict[str, Check] = {
    "button": BUTTON,
    "overflow": OVERFLOW,
    "workflow_button": WORKFLOW_BUTTON,
    **MENUS,
    **{name: check for name, check in PICKERS.items() if name != "datetimepicker"},
    **CHOICES,
}
ACTIONS: dict[str, Check] = {
    "button": BUTTON,
    "overflow": OVERFLOW,
    "workflow_button": WORKFLOW_BUTTON,
    **MENUS,
    **PICKERS,
    **CHOICES,
}
INPUT_ELEMENTS: dict[str, Check] = {**MENUS, **PICKERS, **CHOICES, **INPUTS}

_NOT_ASKED = "the app is not asked for options (`block_suggestion`)"
LACKS: Mapping[str, str] = {
    "conversations_select": "`filter`, `default_to_current_conversation`",
    "external_select": _NOT_ASKED,
    "file_input": "choosing a file: the page does not show it",
    "multi_conversations_select": "`filter`, `default_to_current_conversation`",
    "multi_external_select": _NOT_ASKED,
    "rich_text_input": "styles: plain text is typed",
    "workflow_button": "workflows: a press is an action",
}
"""What Slack's client does with these beyond what people here can."""
