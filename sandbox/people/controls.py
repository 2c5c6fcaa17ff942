"""Finding the control a person means on a message or view, and what Slack says she did with it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sandbox.blockkit import every_block, interactive_elements
from sandbox.state.records import Json

Choice = str | int | Sequence[str] | None

STATELESS = frozenset({"button", "overflow", "workflow_button", "feedback_buttons", "icon_button"})
"""Elements that are pressed and keep nothing: `state.values` never holds them."""


class NoSuchControlError(LookupError):
    """What is shown has no such button, menu or field; the message lists what it has."""


def find(
    blocks: Sequence[Json], *, action_id: str | None = None, text: str | None = None, value: str | None = None
) -> tuple[Json, Json]:
    """The block and the first element in it that matches everything given."""
    for block, element in controls(blocks):
        label = element.get("text", {}).get("text", "") if isinstance(element.get("text"), Mapping) else ""
        if action_id is not None and element.get("action_id") != action_id:
            continue
        if text is not None and text not in label:
            continue
        if value is not None and element.get("type") == "button" and element.get("value") != value:
            continue
        return block, element
    there = ", ".join(_described(element) for _, element in controls(blocks)) or "nothing to click"
    raise NoSuchControlError(
        f"No control with action_id={action_id!r}, text={text!r}, value={value!r}; there is: {there}."
    )


def named(blocks: Sequence[Json], block_id: str, action_id: str) -> tuple[Json, Json]:
    """The block and element of exactly these ids."""
    for block, element in controls(blocks):
        if (block.get("block_id"), element.get("action_id")) == (block_id, action_id):
            return block, element
    raise NoSuchControlError(f"{block_id}/{action_id} is no longer shown.")


def controls(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    for block in every_block(blocks):
        for _, element in interactive_elements(block):
            yield block, element


def action(block: Json, element: Json, choice: Choice, action_ts: str) -> Json:
    """One entry of `actions`: the element and what was chosen."""
    shown: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": action_ts,
    }
    for key in ("text", "value", "style", "url", "placeholder"):
        if key in element:
            shown[key] = element[key]
    return shown | {key: value for key, value in state_of(element, choice).items() if key != "type"}


def state_of(element: Json, choice: Choice) -> Json:
    """An element's state with `choice` in it; with `None`, as it was first shown."""
    kind = element["type"]
    initial = choice is None
    match kind:
        case "button" | "workflow_button" | "feedback_buttons" | "icon_button":
            return {"type": kind}
        case "static_select" | "radio_buttons" | "external_select" | "overflow":
            return {
                "type": kind,
                "selected_option": element.get("initial_option") if initial else choice and option(element, choice),
            }
        case "multi_static_select" | "checkboxes" | "multi_external_select":
            chosen = (
                element.get("initial_options", []) if initial else [option(element, name) for name in _many(choice)]
            )
            return {"type": kind, "selected_options": chosen}
        case "datepicker" | "timepicker" | "datetimepicker":
            name = {"datepicker": "date", "timepicker": "time", "datetimepicker": "date_time"}[kind]
            return {"type": kind, f"selected_{name}": element.get(f"initial_{name}") if initial else choice or None}
        case "users_select" | "conversations_select" | "channels_select":
            name = kind.removesuffix("s_select")
            return {"type": kind, f"selected_{name}": element.get(f"initial_{name}") if initial else choice or None}
        case "multi_users_select" | "multi_conversations_select" | "multi_channels_select":
            name = kind.removeprefix("multi_").removesuffix("_select")
            return {
                "type": kind,
                f"selected_{name}": element.get(f"initial_{name}", []) if initial else list(_many(choice)),
            }
        case "rich_text_input":
            return {"type": kind, "rich_text_value": element.get("initial_value") if initial else _rich_text(choice)}
        case _:
            return {"type": kind, "value": element.get("initial_value") if initial else (choice or None)}


def _rich_text(choice: Choice) -> Json | None:
    """What was typed, as one plain section; None for nothing."""
    if not choice:
        return None
    runs = [{"type": "text", "text": str(choice)}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": runs}]}


def option(element: Json, choice: Any) -> Json:
    """The option with this value or this text."""
    groups: list[Json] = element.get("option_groups") or [{"options": element.get("options", [])}]
    options = [entry for group in groups for entry in group["options"]]
    for entry in options:
        if choice in {entry["value"], entry["text"]["text"]}:
            return dict(entry)
    known = ", ".join(str(entry["value"]) for entry in options)
    raise NoSuchControlError(f"No option {choice!r} in {element.get('action_id')}; there is: {known}.")


def input_state(blocks: Sequence[Json], values: Mapping[str, Choice], kept: Json) -> Json:
    """`state.values` of a view or message; fields not in `values` as kept, or as first shown.

    `values` are by `block_id/action_id`, `action_id` or `block_id`.
    """
    state: Json = {}
    used: set[str] = set()
    for block, element in controls(blocks):
        if element["type"] in STATELESS:
            continue
        block_id, action_id = block["block_id"], element["action_id"]
        names = [name for name in (f"{block_id}/{action_id}", action_id, block_id) if name in values]
        used.update(names)
        known = kept.get(block_id, {}).get(action_id)
        state.setdefault(block_id, {})[action_id] = (
            state_of(element, values[names[0]]) if names else known or state_of(element, None)
        )
    unknown = sorted(set(values) - used)
    if unknown:
        there = ", ".join(f"{block}/{name}" for block, names in state.items() for name in names) or "no field"
        raise NoSuchControlError(f"No field {', '.join(unknown)} in this view; there is: {there}.")
    return state


def unfilled(blocks: Sequence[Json], state: Json) -> dict[str, str]:
    """What Slack's client says before it sends a form: required fields left empty, text too short or too long."""
    errors: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        values = state[block["block_id"]][element["action_id"]]
        content = next((value for key, value in values.items() if key != "type"), None)
        if not content and not block.get("optional", False):
            errors[block["block_id"]] = "Please complete this required field."
        elif isinstance(content, str) and not element.get("min_length", 0) <= len(content) <= element.get(
            "max_length", 3000
        ):
            errors[block["block_id"]] = "This field's text is too short or too long."
    return errors


def _many(choice: Choice) -> Sequence[str]:
    if choice is None:
        return ()
    return [str(choice)] if isinstance(choice, str | int) else choice


def _described(element: Json) -> str:
    label = element.get("text", {})
    words = label.get("text", "") if isinstance(label, Mapping) else label
    return f"{element.get('type')} {element.get('action_id')} “{words}”"
