"""The signs by which Slack shows that events did not reach us, although we were there all the time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from slack_bolt import App, BoltRequest, BoltResponse

from bot.record.lookup import Lookup
from bot.slack.documented import as_documented

MINUTE: Final = timedelta(minutes=1)
GIVEN_UP: Final = timedelta(minutes=6)
"""After which Slack has tried an event for the last time."""


def notice_gaps(app: App, records: Lookup, clock: Callable[[], datetime]) -> None:
    """Before anything that comes is served: what may have been lost before it is looked for."""

    def notice(body: dict[str, Any], request: BoltRequest, next: Callable[[], None]) -> BoltResponse | None:  # noqa: A002 - Bolt's word
        # Told once a minute while events are dropped: too many for Slack, or too few that we acknowledged.
        # https://docs.slack.dev/reference/events/app_rate_limited
        if body.get("type") == "app_rate_limited":
            with as_documented():
                minute = datetime.fromtimestamp(body["minute_rate_limited"], UTC)
                over = minute + MINUTE
            records.unheard(minute, over)
            return BoltResponse(status=HTTPStatus.OK)
        if _is_retried(request):
            now, heard = clock(), records.heard_last()
            # So long a silence before an event that failed at first: what came earlier in it may have been given up.
            if heard and heard < now - GIVEN_UP:
                records.unheard(heard, now)
        next()
        return None

    app.middleware(notice)


def _is_retried(request: BoltRequest) -> bool:
    """A first delivery through a socket says 0, by HTTP nothing."""
    return request.headers.get("x-slack-retry-num", ["0"])[0] != "0"
