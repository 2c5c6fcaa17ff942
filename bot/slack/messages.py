"""What Slack's message events say: who wrote which words where, or which message is gone. Pure.

https://docs.slack.dev/reference/events/message
"""

from collections.abc import Mapping
from typing import Any


def thread_of(message: Mapping[str, Any], ts: str) -> dict[str, str]:
    """Where an answer to what happened to this message belongs: its thread, where it is a reply in one.

    Not the thread that a message begins itself: an ephemeral shows in threads that exist already, and nowhere else.
    https://docs.slack.dev/reference/methods/chat.postEphemeral
    """
    thread = str(message.get("thread_ts") or "")
    return {"thread": thread} if thread and thread != ts else {}
