"""conversations.history and conversations.replies: what was said, newest first and in a thread oldest first."""

from sandbox.api.methods.conversations import readable
from sandbox.api.methods.registry import Call, method, need_channel_scope, page
from sandbox.changes.refusal import SlackError
from sandbox.shapes.messages import message_json
from sandbox.state.records import Channel, Json, Message

DEFAULT = 100
MOST = 999


@method("conversations.history")
def history(call: Call) -> Json:
    channel = _read(call)
    shown = [message for message in _within(call, channel) if not message.is_reply or message.broadcast]
    rows, cursor = page(call, shown[::-1], DEFAULT, MOST)
    answer: Json = {
        "messages": _as_json(call, rows),
        "has_more": bool(cursor),
        "pin_count": 0,
        "channel_actions_count": 0,
    }
    for bound in ("oldest", "latest"):
        if call.text(bound):
            answer[bound] = call.text(bound)
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


@method("conversations.replies")
def replies(call: Call) -> Json:
    channel = _read(call)
    asked = channel.messages.get(call.text("ts"))
    if asked is None:
        raise SlackError("thread_not_found")
    if asked.is_reply:
        return {"messages": _as_json(call, [asked]), "has_more": False}
    thread = [message for message in _within(call, channel) if message.thread_ts == asked.ts]
    rows, cursor = page(call, thread, MOST, MOST)
    answer: Json = {"messages": _as_json(call, [asked, *rows]), "has_more": bool(cursor)}
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _read(call: Call) -> Channel:
    channel = call.channel()
    need_channel_scope(call, channel, "history")
    readable(call.workspace, channel)
    return channel


def _within(call: Call, channel: Channel) -> list[Message]:
    """The messages between `oldest` and `latest`, ends only with `inclusive`, in the order they came."""
    low, high = _moment(call, "oldest"), _moment(call, "latest")
    step = 0 if call.flag("inclusive") else 1
    return [
        message
        for message in channel.messages.values()
        if (low is None or _micros(message.ts) >= low + step) and (high is None or _micros(message.ts) <= high - step)
    ]


def _moment(call: Call, name: str) -> int | None:
    value = call.text(name)
    if not value:
        return None
    try:
        return _micros(value)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _micros(ts: str) -> int:
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * 1_000_000 + int(f"{fraction:0<6}"[:6])


def _as_json(call: Call, messages: list[Message]) -> list[Json]:
    metadata = call.flag("include_all_metadata")
    return [message_json(call.workspace, message, metadata=metadata) for message in messages]
