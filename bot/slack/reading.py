"""Reads what people see of a message: the emoji on it, and the words below it."""

from collections.abc import Callable
from http.client import HTTPException
from typing import Any, Final
from urllib.error import URLError

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.slack.sender import Gone, Miss, Unknown, network, refused
from bot.talk.missed import Mark

log = structlog.get_logger(__name__)

PAGE: Final = 200


class Reader:
    def __init__(self, client: WebClient) -> None:
        self._client = client

    def emoji(self, channel: str, ts: str) -> tuple[Mark, ...] | Gone | Miss:
        """Who has put which emoji on the message, as it is shown there."""
        # Without `full` it leaves people out where many have reacted: https://docs.slack.dev/reference/methods/reactions.get
        answer = _read("reactions.get", lambda: self._client.reactions_get(channel=channel, timestamp=ts, full=True))
        if not isinstance(answer, dict):
            return answer
        shown = answer["message"].get("reactions") or ()
        return tuple(Mark(user, each["name"]) for each in shown for user in each["users"])

    def replies(self, channel: str, ts: str) -> tuple[dict[str, Any], ...] | Gone | Miss:
        """All that stands in the message's thread, oldest first."""
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            answer = self._page(channel, ts, cursor)
            if not isinstance(answer, dict):
                return answer
            found += [message for message in answer["messages"] if message["ts"] != ts]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return tuple(found)

    def _page(self, channel: str, ts: str, cursor: str | None) -> dict[str, Any] | Gone | Miss:
        return _read(
            "conversations.replies",
            lambda: self._client.conversations_replies(channel=channel, ts=ts, cursor=cursor, limit=PAGE),
        )


def _read(method: str, call: Callable[[], SlackResponse]) -> dict[str, Any] | Gone | Miss:
    try:
        answer = call()
    except SlackApiError as error:
        return refused(method, error)
    except (URLError, HTTPException, OSError, SlackClientError) as error:
        return network(error)
    return answer.data if isinstance(answer.data, dict) else Unknown("not JSON")
