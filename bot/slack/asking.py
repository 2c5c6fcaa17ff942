"""Questions to Slack that nobody's message waits for: within its rates, and not before it takes them again."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from http.client import HTTPException
from typing import Any, Final

from slack_sdk.errors import SlackApiError, SlackClientError, SlackRequestError
from slack_sdk.web import SlackResponse

from bot.slack.pace import Pace

UNANSWERED: Final = (SlackClientError, HTTPException, OSError)
"""What is raised where Slack refused or could not be reached."""


class NotNowError(Exception):
    """Slack's rate for this method is used up: ask again later."""


class Asking:
    """`ask` takes a method of the SDK's client, which knows how its arguments travel."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._pace = Pace()
        self._lock = threading.Lock()

    def ask(self, method: Callable[..., SlackResponse], **asked: object) -> dict[str, Any]:
        """Slack's answer; NotNowError where it is not to be asked yet, SlackApiError where it refuses."""
        name, now = method.__name__.replace("_", ".", 1), self._clock()
        with self._lock:
            if not self._pace.take(name, now):
                raise NotNowError(name)
        try:
            answer = method(**asked)
        except SlackApiError as error:
            if error.response.status_code != HTTPStatus.TOO_MANY_REQUESTS:
                raise
            wait = timedelta(seconds=int(error.response.headers.get("Retry-After", "1")))
            with self._lock:
                self._pace.limited(name, now + wait)
            raise NotNowError(name) from error
        if not isinstance(answer.data, dict):
            raise SlackRequestError(f"{name}: Slack answered with no object")
        return answer.data


def refusal(error: SlackApiError) -> str:
    """Slack's word for why not."""
    return str(error.response.get("error", ""))
