"""One call to Slack at a time, and what is known of its outcome afterwards. Whether to try again is not decided here.

The SDK's own retry on connection errors posts twice when the answer is lost, so the client comes without it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPException
from typing import Any, Final
from urllib.error import URLError

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.metadata import Metadata
from slack_sdk.webhook import WebhookClient

from bot.slack.abilities import Abilities
from bot.slack.pictures.picture import Picture

log = structlog.get_logger(__name__)

EVENT_TYPE: Final = "release_captain_message"
HISTORY_PAGE: Final = 200
BLOCK_ERRORS: Final = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
MAYBE_DONE: Final = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
HOPELESS: Final = frozenset(
    {
        "user_not_found",
        "users_not_found",
        "user_disabled",
        "cannot_dm_bot",
        "restricted_action",
        "cant_update_message",
        "edit_window_closed",
        "msg_too_long",
        "no_text",
        "expired_url",
        "used_url",
    }
)


@dataclass(frozen=True, slots=True)
class Sent:
    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Limited:
    """Not done; ask again after so many seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """The answer was lost: it may have been done."""

    why: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Not done; it may succeed later."""

    why: str


@dataclass(frozen=True, slots=True)
class Hopeless:
    """Not done, and it cannot succeed as things are."""

    why: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The message to edit is no longer there."""


Miss = Limited | Unknown | Failed | Hopeless


class Sender:
    """`client` must come with `retry_handlers=[]`. `home` is the workspace's address, for permalinks."""

    def __init__(self, client: WebClient, home: str, abilities: Abilities) -> None:
        self._client = client
        self._home = home
        self._abilities = abilities

    def post(self, channel: str, picture: Picture, key: str, thread: str | None) -> Sent | Miss:
        """Post with the key as metadata, by which `find` recognises it."""
        metadata = Metadata(event_type=EVENT_TYPE, event_payload={"key": key})
        answer = self._call(
            "chat.postMessage",
            picture,
            channel=channel,
            thread_ts=thread,
            metadata=metadata.to_dict(),
            unfurl_links=False,
            unfurl_media=False,
        )
        match answer:
            case dict():
                return Sent(str(answer["channel"]), str(answer["ts"]))
            # Joining works for public channels alone; to a private one somebody must invite the bot:
            # https://docs.slack.dev/reference/methods/conversations.join
            case Failed(why="not_in_channel"):
                joined = self._call("conversations.join", None, channel=channel)
                return answer if isinstance(joined, dict) else Hopeless("not_in_channel: invite the bot to the channel")
            case Gone():
                return Hopeless("message_not_found")
            case _:
                return answer

    def edit(self, channel: str, ts: str, picture: Picture) -> Sent | Gone | Miss:
        answer = self._call("chat.update", picture, channel=channel, ts=ts)
        return Sent(channel, ts) if isinstance(answer, dict) else answer

    def take_back(self, sent: Sent) -> None:
        """Delete what was posted twice; that it fails is logged, and the duplicate stays."""
        answer = self._call("chat.delete", None, channel=sent.channel, ts=sent.ts)
        if not isinstance(answer, dict):
            log.error("slack.duplicate_stays", channel=sent.channel, ts=sent.ts, why=str(answer))

    def whisper(self, channel: str, user: str, picture: Picture) -> Sent | Miss:
        """Only this person sees it, until they reload."""
        answer = self._call("chat.postEphemeral", picture, channel=channel, user=user)
        match answer:
            case dict():
                return Sent(channel, "")
            case Gone():
                return Hopeless("message_not_found")
            case _:
                return answer

    def respond(self, url: str, picture: Picture) -> Sent | Miss:
        """Answer a click privately through its response_url (five times within 30 minutes)."""
        webhook = WebhookClient(url, timeout=self._client.timeout, retry_handlers=[])
        try:
            answer = webhook.send(
                text=picture.text,
                blocks=list(self._abilities.blocks(picture)) or None,
                response_type="ephemeral",
                replace_original=False,
            )
        except (URLError, HTTPException, OSError) as error:
            return network(error)
        match answer.status_code:
            case HTTPStatus.OK:
                return Sent("", "")
            case HTTPStatus.TOO_MANY_REQUESTS:
                return Limited(int(answer.headers.get("Retry-After", "1")))
            case status if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                return Unknown(f"HTTP {status}")
            case _:
                return Hopeless(answer.body[:200])

    def open_dm(self, user: str) -> str | Miss:
        """The id of the direct-message channel with this person."""
        answer = self._call("conversations.open", None, users=user)
        match answer:
            case dict():
                return str(answer["channel"]["id"])
            case Gone():
                return Hopeless("message_not_found")
            case _:
                return answer

    def publish(self, user: str, view: dict[str, Any]) -> Sent | Miss:
        answer = self._call("views.publish", None, user_id=user, view=view)
        match answer:
            case dict():
                return Sent("", "")
            case Gone():
                return Hopeless("message_not_found")
            case _:
                return answer

    def find(self, channel: str, key: str, since: datetime, thread: str | None) -> Sent | Miss | None:
        """The message with this key, if Slack has it; None when it surely has not."""
        asked: dict[str, Any] = {
            "channel": channel,
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": HISTORY_PAGE,
        }
        method = "conversations.history"
        # What stands in a thread is not in the channel's history: https://docs.slack.dev/reference/methods/conversations.history
        if thread:
            method, asked = "conversations.replies", {**asked, "ts": thread}
        while True:
            answer = self._call(method, None, **asked)
            if not isinstance(answer, dict):
                return Hopeless("message_not_found") if isinstance(answer, Gone) else answer
            for message in answer.get("messages", ()):
                if message.get("metadata", {}).get("event_payload", {}).get("key") == key:
                    return Sent(channel, message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
            asked["cursor"] = cursor

    def permalink(self, channel: str, ts: str) -> str:
        return f"{self._home}archives/{channel}/p{ts.replace('.', '')}"

    def _call(self, method: str, picture: Picture | None, **asked: object) -> dict[str, Any] | Gone | Miss:
        """The answer, or what is known of the failure. Blocks that Slack refuses give way to the text alone."""
        shown = {} if picture is None else {"text": picture.text, "blocks": list(self._abilities.blocks(picture))}
        payload = {name: value for name, value in {**asked, **shown}.items() if value is not None}
        try:
            answer = self._client.api_call(method, json=payload)
        except SlackApiError as error:
            code = str(error.response.get("error", ""))
            # Words without their layout are better than silence, and the log says which blocks were refused.
            if code in BLOCK_ERRORS and picture and shown["blocks"]:
                log.exception("slack.refused_blocks", method=method, error=code, details=error.response.data)
                return self._call(method, self._plainer(picture), **asked)
            return refused(error)
        except (URLError, HTTPException, OSError, SlackClientError) as error:
            return network(error)
        return dict(answer.data) if isinstance(answer.data, dict) else Unknown("not JSON")

    def _plainer(self, picture: Picture) -> Picture:
        """Without its table, which nobody is shown any more; one without a table by its text alone."""
        if not (self._abilities.tables and picture.tabled):
            return Picture(picture.text)
        self._abilities.tables = False
        return replace(picture, tabled=())


def refused(error: SlackApiError) -> Gone | Miss:
    """What a refusal by Slack says of the call."""
    code = str(error.response.get("error", ""))
    status = int(error.response.status_code)
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in {"ratelimited", "rate_limited", "message_limit_exceeded"}:
        return Limited(int(error.response.headers.get("Retry-After", "1")))
    # Slack answers so even where it has carried the call out: treated as lost, never as refused.
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or code in MAYBE_DONE:
        return Unknown(code or f"HTTP {status}")
    if code == "message_not_found":
        return Gone()
    if code == "missing_scope":
        return Failed(f"missing_scope: give the app {error.response.get('needed')} and install it anew")
    return Hopeless(code) if code in HOPELESS else Failed(code or f"HTTP {status}")


def network(error: Exception) -> Unknown | Failed:
    """A refused connection did nothing; anything later may have."""
    cause = error.reason if isinstance(error, URLError) else error
    refused = isinstance(cause, ConnectionRefusedError) or "getaddrinfo" in str(cause)
    why = f"{type(cause).__name__}: {cause}"[:200]
    return Failed(why) if refused else Unknown(why)
