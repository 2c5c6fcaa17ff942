"""Slack's published samples (`../shared/slack-truth/shapes.json`): which keys a payload may have, and of which type."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]

SHAPES = Path(__file__).resolve().parents[2].parent / "shared" / "slack-truth" / "shapes.json"
# in Slack's reference pages but not in the samples
UNLISTED = {
    "context_team_id",
    "messages[].client_msg_id",  # in the sample of the channel's history, and not in that of its threads
    "context_enterprise_id",
    "response_metadata",
    "response_metadata.warnings",
    "warning",
    "event.channel_type",
    "event.event_ts",
    "event.hidden",
    "event.metadata.event_payload",
    "event.ts",
    "messages[].subtype",
    "response_urls",
}
CUT_OFF = {"blocks", "attachments", "files", "event_payload", "values", "previous_message"}


EVENT_SAMPLES = {
    "reaction_added": "ReactionAddedPayload",
    "reaction_removed": "ReactionRemovedPayload",
    "team_join": "TeamJoinPayload",
    "user_change": "UserChangePayload",
    "app_home_opened": "AppHomeOpenedPayload",
    "member_joined_channel": "MemberJoinedChannelPayload",
    "message": "MessagePayload",
    "message_changed": "MessageChangedPayload",
    "message_deleted": "MessageDeletedPayload",
}


def kind(value: Any) -> str:
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def walked(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every dotted path in `value` with its type; what the samples cut off is left out, and so is null."""
    if value is None or _is_cut_off(path):
        return
    if path:
        yield path, kind(value)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walked(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from walked(inner, f"{path}[]")


def _is_cut_off(path: str) -> bool:
    *parents, last = path.split(".")
    return last.rstrip("[]") in {"blocks", "values"} or any(part.rstrip("[]") in CUT_OFF for part in parents)


def strangers(value: Any, shape: Json) -> list[str]:
    """Paths the sample does not have, or has with another type."""
    found = []
    for path, type_ in walked(value):
        if path in UNLISTED:
            continue
        known = shape.get(path)
        if known is None or type_ not in known.split("|"):
            found.append(f"{path}: {type_}, not {known}")
    return sorted(set(found))
