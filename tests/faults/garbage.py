"""Generated input: something right in which a few things are not, at any depth, and what nobody would send."""

import copy
import json
from typing import Any

from hypothesis import strategies as st

TEXTS = st.one_of(
    st.sampled_from(
        ["", "\0", "\ud800", "\u202e x", "9" * 400, "-1", "1e999", "nan", "x" * 5_000, "<!channel>", "{", "|"]
    ),
    st.text(max_size=8),
)
LEAVES = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.sampled_from([0, -1, 2**63, 10**400, 1.5, float("inf"), float("nan")]),
    st.just([]),
    st.just({}),
)
HOSTILE = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2), max_leaves=4
)
RAW = st.one_of(
    st.binary(max_size=40),
    st.sampled_from([b"", b"[" * 100_000, b'{"a":' * 50_000, b"7", b"null", b'"\\ud800"', b"\xff\xfe{", b"1" * 5_000]),
)


@st.composite
def spoilt(draw: st.DrawFn, right: Any) -> Any:
    """`right`, with something else in a few places of it, or without what stands there."""
    whole = {"": copy.deepcopy(right)}
    for _ in range(draw(st.integers(1, 3))):
        holder: Any = whole
        key: Any = ""
        while isinstance(holder[key], dict | list) and holder[key] and draw(st.integers(0, 3)):
            holder = holder[key]
            key = draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        if isinstance(holder, dict) and key and draw(st.booleans()):
            del holder[key]
        else:
            holder[key] = draw(HOSTILE)
    return whole[""]


def bodies(right: Any) -> st.SearchStrategy[bytes]:
    """As the body of a request."""
    return spoilt(right).map(lambda data: json.dumps(data).encode()) | RAW


TS = "1622509200.000100"
SAID: dict[str, Any] = {
    "type": "message",
    "channel": "C1",
    "channel_type": "channel",
    "user": "U1",
    "text": "hi",
    "ts": TS,
}
EVENTS: list[dict[str, Any]] = [
    SAID | {"event_ts": TS, "thread_ts": TS},
    SAID | {"type": "app_mention", "text": "<@U0> status", "event_ts": TS},
    {"type": "message", "subtype": "message_changed", "channel": "C1", "event_ts": TS,
     "message": SAID | {"edited": {"user": "U1", "ts": TS}}, "previous_message": SAID | {"text": "ho"}},
    {"type": "message", "subtype": "message_deleted", "channel": "C1", "deleted_ts": TS, "previous_message": SAID},
    {"type": "reaction_added", "user": "U1", "reaction": "x", "item": {"channel": "C1", "ts": TS}, "event_ts": TS},
    {"type": "reaction_removed", "user": "U1", "reaction": "x", "item": {"channel": "C1", "ts": TS}, "event_ts": TS},
    {"type": "app_home_opened", "user": "U1", "tab": "home", "channel": "D1"},
    {"type": "user_change", "user": {"id": "U1", "team_id": "T1", "name": "x", "profile": {"email": "x@y.example"}}},
    {"type": "member_joined_channel", "user": "U1", "channel": "C1"},
    {"type": "channel_rename", "channel": {"id": "C1", "name": "x"}},
    {"type": "channel_left", "channel": "C1"},
    {"type": "channel_id_changed", "old_channel_id": "G1", "new_channel_id": "C1", "event_ts": TS},
    {"type": "function_executed", "function": {"callback_id": "sign_item"}, "function_execution_id": "Fx1",
     "inputs": {"person": "U1"}, "event_ts": TS, "bot_access_token": "xwfp-1"},
]  # fmt: skip
TOLD: list[dict[str, Any]] = [
    {"type": "event_callback", "event_id": "Ev1", "team_id": "T1", "event": event} for event in EVENTS
] + [{"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1622509200}]
KNOWN: dict[str, Any] = {"user": {"id": "U1"}, "team": {"id": "T1"}, "trigger_id": "t", "response_url": ""}
ACTION = {"action_id": "release.do", "block_id": "b", "value": "status", "action_ts": TS}
VIEW = {"id": "V1", "hash": "h", "callback_id": "release_bug", "type": "modal", "private_metadata": "bug\nC1",
        "blocks": [{"block_id": "title"}], "state": {"values": {"title": {"i": {"value": "x"}}}}}  # fmt: skip
DONE: list[dict[str, Any]] = [
    KNOWN | {"type": "block_actions", "actions": [ACTION], "channel": {"id": "C1"},
             "container": {"type": "message", "message_ts": TS, "channel_id": "C1"}},
    KNOWN | {"type": "block_actions", "actions": [ACTION], "view": VIEW, "container": {"type": "view"}},
    KNOWN | {"type": "view_submission", "view": VIEW},
    KNOWN | {"type": "view_closed", "view": VIEW},
    KNOWN | {"type": "message_action", "callback_id": "add_to_minutes", "channel": {"id": "C1"},
             "message": {"text": "x", "ts": TS}},
    KNOWN | {"type": "shortcut", "callback_id": "add_to_minutes"},
    KNOWN | {"type": "block_suggestion", "action_id": "x", "block_id": "b", "value": "x"},
]  # fmt: skip
LINE = {"command": "/release", "text": "status", "user_id": "U1", "team_id": "T1", "channel_id": "C1",
        "trigger_id": "t", "response_url": ""}  # fmt: skip
"""What is right of Slack's: events and the like, what is done with the mouse, and a line."""
