"""Buttons and menus of attachments from before Block Kit: what Slack shows of them, and the block they would be today.

They are found and worked as that block; what the app hears of it is of their own time. Pure.

https://docs.slack.dev/legacy/legacy-messaging/legacy-message-buttons
"""

import itertools
from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]

MOST_ACTIONS = 5
_MENUS = {
    "static": "static_select",
    "users": "users_select",
    "channels": "channels_select",
    "conversations": "conversations_select",
    "external": "external_select",
}


def _shown(attachment: Json) -> list[Json]:
    """Of its actions those that can be: the first few, with words, and a name in an attachment that is called back."""
    actions = [action for action in attachment.get("actions") or () if _is_action(action, attachment)]
    return actions[:MOST_ACTIONS]


def _is_action(action: Any, attachment: Json) -> bool:
    match action:
        case {"type": "button" | "select", "text": str(text)} if text:
            return is_link(action) or bool(action.get("name") and attachment.get("callback_id"))
        case _:
            return False


def is_link(action: Json) -> bool:
    """A button that leads somewhere; of these no app hears."""
    return action.get("type") == "button" and bool(action.get("url"))


def numbered(attachments: Sequence[Json]) -> list[Json]:
    """The attachments with the numbers Slack gives them, and their actions with one count through the message."""
    count, done = itertools.count(1), []
    for number, attachment in enumerate(attachments, start=1):
        actions = [{**action, "id": str(next(count))} for action in _shown(attachment)]
        rest = {key: value for key, value in attachment.items() if key != "actions"}
        done.append({"id": number, **rest, **({"actions": actions} if actions else {})})
    return done


def worked_blocks(attachment: Json) -> tuple[Json, ...]:
    """All in it that can be pressed: its blocks, and its actions as one."""
    older = block_of(attachment)
    return (*attachment.get("blocks", ()), *([older] if older else ()))


def block_of(attachment: Json) -> Json | None:
    actions = attachment.get("actions")
    if not actions:
        return None
    return {"type": "actions", "block_id": f"attachment {attachment['id']}", "elements": [*map(_element, actions)]}


def _element(action: Json) -> Json:
    shown = {"action_id": action["id"], **_confirm(action.get("confirm"))}
    if action["type"] == "button":
        styled = {"style": action["style"]} if action.get("style") in {"primary", "danger"} else {}
        link = {"url": action["url"]} if is_link(action) else {}
        return {
            "type": "button",
            "text": _plain(action["text"]),
            "value": action.get("value", ""),
            **styled,
            **link,
        } | shown
    kind = _MENUS.get(action.get("data_source", "static"), "static_select")
    menu: Json = {"type": kind, "placeholder": _plain(action["text"]), **shown}
    if kind == "static_select":
        groups = action.get("option_groups")
        menu["options"] = [_option(option) for option in action.get("options", ())]
        if groups:
            menu["option_groups"] = [
                {
                    "label": _plain(group.get("text", "")),
                    "options": [_option(option) for option in group.get("options", ())],
                }
                for group in groups
            ]
    chosen = action.get("selected_options")
    if chosen:
        name = "option" if kind == "static_select" else kind.removesuffix("s_select")
        menu[f"initial_{name}"] = _option(chosen[0]) if name == "option" else chosen[0]["value"]
    return menu


def _option(option: Json) -> Json:
    value = str(option.get("value", ""))
    return {"text": _plain(option.get("text", value)), "value": value}


def _confirm(asked: Json | None) -> Json:
    if not asked:
        return {}
    words = {
        "title": asked.get("title", "Are you sure?"),
        "text": asked.get("text", "Would you like to do this?"),
        "confirm": asked.get("ok_text", "Okay"),
        "deny": asked.get("dismiss_text", "Cancel"),
    }
    return {"confirm": {name: _plain(text) for name, text in words.items()}}


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def told(attachment: Json, worked: Json) -> Json:
    """What the app hears of `worked`, an action as Block Kit would tell it, in the words of then."""
    action: Json = next(each for each in attachment["actions"] if each["id"] == worked["action_id"])
    said = {"name": action["name"], "type": action["type"]}
    if action["type"] == "button":
        return {**said, "value": action.get("value", "")}
    chosen = next(value for key, value in worked.items() if key.startswith("selected_"))
    return {**said, "selected_options": [{"value": chosen["value"] if isinstance(chosen, dict) else chosen}]}
