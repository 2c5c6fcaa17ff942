"""Reads what people see: the emoji on a message, the words below it, and what was said in a channel."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
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

Message = dict[str, Any]


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

    def replies(self, channel: str, ts: str) -> tuple[Message, ...] | Gone | Miss:
        """All that stands in the message's thread, oldest first."""

        def page(cursor: str | None) -> SlackResponse:
            return self._client.conversations_replies(channel=channel, ts=ts, cursor=cursor, limit=PAGE)

        found = _pages("conversations.replies", page)
        return tuple(message for message in found if message["ts"] != ts) if isinstance(found, list) else found

    def said(self, channel: str, since: datetime) -> tuple[Message, ...] | Gone | Miss:
        """All that was said in the channel since then, outside of its threads, oldest first."""
        oldest = f"{since.timestamp():.6f}"

        def page(cursor: str | None) -> SlackResponse:
            return self._client.conversations_history(channel=channel, oldest=oldest, cursor=cursor, limit=PAGE)

        found = _pages("conversations.history", page)
        return tuple(reversed(found)) if isinstance(found, list) else found


def _pages(method: str, page: Callable[[str | None], SlackResponse]) -> list[Message] | Gone | Miss:
    """The messages of every page, in Slack's order."""
    found: list[Message] = []
    cursor: str | None = None
    while True:
        answer = _read(method, partial(page, cursor))
        if not isinstance(answer, dict):
            return answer
        found += answer["messages"]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return found


def _read(method: str, call: Callable[[], SlackResponse]) -> dict[str, Any] | Gone | Miss:
    try:
        answer = call()
    except SlackApiError as error:
        return refused(method, error)
    except (URLError, HTTPException, OSError, SlackClientError) as error:
        return network(error)
    return answer.data if isinstance(answer.data, dict) else Unknown("not JSON")
