"""How Slack says no: its own error name, ready to be an answer's body.

A method of many small checks ends at the first one that fails; raising is how it ends.
Nothing outside the border to the app catches it.
"""

from collections.abc import Sequence
from typing import Any


class SlackError(Exception):
    """One refusal. `error` is Slack's name for it, `extra` stands beside it, `messages` in `response_metadata`."""

    def __init__(self, error: str, messages: Sequence[str] = (), **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = tuple(messages)
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            body["response_metadata"] = {"messages": list(self.messages)}
        return body
