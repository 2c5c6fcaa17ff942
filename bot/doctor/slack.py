"""Slack, as the tokens of this installation see it: one question at a time, and its answer or why there is none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.web import SlackResponse

PATIENCE: Final = 10  # seconds for one answer
LIMITED: Final = 5  # times that Slack may ask to be left alone before one question is given up


@dataclass(frozen=True, slots=True)
class No:
    """Slack's own word for its refusal, or, where `unreached`, what went wrong on the way.

    `details`: what Slack says besides about blocks.
    """

    why: str
    unreached: bool = False
    details: tuple[str, ...] = ()


def client_of(token: str, address: str) -> WebClient:
    """Rests where Slack asks for it, as for the people of a large plan; nothing else is tried twice."""
    handlers = [RateLimitErrorRetryHandler(max_retry_count=LIMITED)]
    return WebClient(token, base_url=address, timeout=PATIENCE, retry_handlers=list(handlers))


def asked(question: Callable[[], SlackResponse]) -> SlackResponse | No:
    try:
        return question()
    except SlackApiError as refused:
        said = refused.response.data if isinstance(refused.response.data, dict) else {}
        if "error" not in said:
            return No(f"HTTP {refused.response.status_code}", unreached=True)
        return No(str(said["error"]), details=tuple(map(_detail, said.get("errors", ()))))
    except (URLError, HTTPException, OSError, SlackClientError) as error:
        cause = error.reason if isinstance(error, URLError) else error
        return No(f"{type(cause).__name__}: {cause}"[:200], unreached=True)


def _detail(error: Any) -> str:
    """Where in the blocks, and what (https://docs.slack.dev/reference/methods/blocks.validate)."""
    match error:
        case {"message": str(message), "pointer": str(pointer)}:
            return f"{pointer}: {message}"
        case _:
            return str(error)


def pages(question: Callable[[str], SlackResponse], field: str) -> Iterator[dict[str, Any] | No]:
    """What stands in this field of every page; last of all the refusal, if one comes. `question` takes a cursor."""
    cursor: str = ""
    while True:
        answer = asked(lambda at=cursor: question(at))  # type: ignore[misc]
        if isinstance(answer, No):
            yield answer
            return
        yield from answer[field]
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return
