"""One call to Slack at a time, and what is known of its outcome afterwards. Whether to try again is not decided here.

The SDK's own retry on connection errors posts twice when the answer is lost, so the client comes without it.

Every call goes by the SDK's own method of that name, which knows how its arguments travel: Slack reads no JSON body
where a method only reads (https://docs.slack.dev/apis/web-api), and answers as if nothing had been asked.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPException
from typing import Any, Final, assert_never
from urllib.error import URLError

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.metadata import Metadata
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from bot.domain.state.delivery import Mend
from bot.slack.abilities import Abilities
from bot.slack.errors import Means, verdict
from bot.slack.pictures.blocks import plainer
from bot.slack.pictures.picture import Picture

log = structlog.get_logger(__name__)

EVENT_TYPE: Final = "release_captain_message"
HISTORY_PAGE: Final = 200
RESPONSE_URL: Final = "response_url"
"""Stands in a method's place for an answer to a command or click."""


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
class Barred:
    """Not done, and not to be before somebody has mended something."""

    mend: Mend
    why: str


@dataclass(frozen=True, slots=True)
class Hopeless:
    """Not done, and it can never be."""

    why: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The message to edit is no longer there."""


Miss = Limited | Unknown | Failed | Barred | Hopeless


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
            self._client.chat_postMessage,
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
            case Barred(mend=Mend.INVITE):
                joined = self._call(self._client.conversations_join, None, channel=channel)
                return Failed(answer.why) if isinstance(joined, dict) else answer
            case Gone():
                return Hopeless("message_not_found")
            case _:
                return answer

    def edit(self, channel: str, ts: str, picture: Picture) -> Sent | Gone | Miss:
        answer = self._call(self._client.chat_update, picture, channel=channel, ts=ts)
        return Sent(channel, ts) if isinstance(answer, dict) else answer

    def take_back(self, sent: Sent) -> None:
        """Delete what was posted twice; that it fails is logged, and the duplicate stays."""
        answer = self._call(self._client.chat_delete, None, channel=sent.channel, ts=sent.ts)
        if not isinstance(answer, dict):
            log.error("slack.duplicate_stays", channel=sent.channel, ts=sent.ts, why=str(answer))

    def whisper(self, channel: str, user: str, picture: Picture, thread: str | None) -> Sent | Miss:
        """Only this person sees it, until they reload. `thread`: the first message of the thread it belongs into."""
        answer = self._call(self._client.chat_postEphemeral, picture, channel=channel, user=user, thread_ts=thread)
        match answer:
            case dict():
                return Sent(channel, "")
            case Gone():
                return Hopeless("message_not_found")
            case _:
                return answer

    def respond(self, url: str, picture: Picture, thread: str | None, *, replaces: bool = False) -> Sent | Miss:
        """Answer a command or click privately through its response_url (five times within 30 minutes).

        `replaces`: in the place of the message that was clicked in.
        """
        webhook = WebhookClient(url, timeout=self._client.timeout, retry_handlers=[])
        shown: dict[str, Any] = {"text": picture.text, "response_type": "ephemeral", "replace_original": replaces}
        if blocks := self._abilities.blocks(picture):
            shown["blocks"] = list(blocks)
        # Without it the answer stands in the channel, outside of the thread:
        # https://docs.slack.dev/interactivity/handling-user-interaction#publishing_in_thread
        if thread:
            shown["thread_ts"] = thread
        try:
            answer = webhook.send_dict(shown)
        except (URLError, HTTPException, OSError) as error:
            return network(error)
        if answer.status_code == HTTPStatus.OK:
            return Sent("", "")
        code = _error_of(answer.body)
        if (plainer := self._plainer(RESPONSE_URL, code, picture, answer.body)) is not None:
            return self.respond(url, plainer, thread, replaces=replaces)
        came = outcome(RESPONSE_URL, code, answer.status_code, answer.headers)
        return Hopeless(code) if isinstance(came, Gone) else came

    def open_dm(self, user: str) -> str | Miss:
        """The id of the direct-message channel with this person."""
        answer = self._call(self._client.conversations_open, None, users=user)
        match answer:
            case dict():
                return str(answer["channel"]["id"])
            case Gone():
                return Hopeless("message_not_found")
            case _:
                return answer

    def publish(self, user: str, view: dict[str, Any]) -> Sent | Miss:
        answer = self._call(self._client.views_publish, None, user_id=user, view=view)
        match answer:
            case dict():
                return Sent("", "")
            case Gone():
                return Hopeless("message_not_found")
            case _:
                return answer

    def end(self, execution: str, outputs: Mapping[str, str], error: str) -> Sent | Miss:
        """The end of a function that runs in a workflow: what it gives, or why it failed. Only the first one counts."""
        told: dict[str, Any] = {"error": error} if error else {"outputs": outputs}
        method = self._client.functions_completeError if error else self._client.functions_completeSuccess
        answer = self._call(method, None, function_execution_id=execution, **told)
        if isinstance(answer, Gone):
            # An earlier attempt whose answer was lost, or whoever stopped the workflow.
            log.info("slack.execution_over", execution=execution)
            return Sent("", "")
        return Sent("", "") if isinstance(answer, dict) else answer

    def find(self, channel: str, key: str, since: datetime, thread: str | None) -> Sent | Miss | None:
        """The message with this key, if Slack has it; None when it surely has not."""
        asked: dict[str, Any] = {
            "channel": channel,
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": HISTORY_PAGE,
        }
        read: Callable[..., SlackResponse] = self._client.conversations_history
        # What stands in a thread is not in the channel's history: https://docs.slack.dev/reference/methods/conversations.history
        if thread:
            read, asked = self._client.conversations_replies, {**asked, "ts": thread}
        while True:
            answer = self._call(read, None, **asked)
            # Where the message it answers is gone, it stands in the channel: https://github.com/slack-go/slack/issues/1571
            if isinstance(answer, Gone):
                return self.find(channel, key, since, None) if thread else None
            if not isinstance(answer, dict):
                return answer
            for message in answer.get("messages", ()):
                if message.get("metadata", {}).get("event_payload", {}).get("key") == key:
                    return Sent(channel, message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
            asked["cursor"] = cursor

    def permalink(self, channel: str, ts: str) -> str:
        return f"{self._home}archives/{channel}/p{ts.replace('.', '')}"

    def _call(
        self, method: Callable[..., SlackResponse], picture: Picture | None, **asked: object
    ) -> dict[str, Any] | Gone | Miss:
        """The answer, or what is known of the failure. A picture that Slack refuses gives way to a plainer one."""
        name = method.__name__.replace("_", ".", 1)  # the SDK's `chat_postMessage` calls chat.postMessage
        shown = {} if picture is None else {"text": picture.text, "blocks": list(self._abilities.blocks(picture))}
        payload = {name: value for name, value in {**asked, **shown}.items() if value is not None}
        try:
            answer = method(**payload)
        except SlackApiError as error:
            code = str(error.response.get("error", ""))
            if picture and (plainer := self._plainer(name, code, picture, error.response.data)) is not None:
                return self._call(method, plainer, **asked)
            return refused(name, error)
        except (URLError, HTTPException, OSError, SlackClientError) as error:
            return network(error)
        return dict(answer.data) if isinstance(answer.data, dict) else Unknown("not JSON")

    def _plainer(self, method: str, code: str, picture: Picture, details: object) -> Picture | None:
        """What to show instead, where Slack refuses the picture as it is painted and there is anything plainer."""
        if verdict(method, code) is not Means.PLAINER or (simpler := plainer(picture)) is None:
            return None
        # Words without their layout are better than silence, and the log says what was refused.
        log.error("slack.refused_picture", method=method, error=code, details=details)
        if picture.tabled:
            self._abilities.tables = False
        return simpler


def refused(method: str, error: SlackApiError) -> Gone | Miss:
    """What a refusal by Slack says of the call."""
    answer = error.response
    code = str(answer.get("error", ""))
    why = f"{code}: {answer.get('needed')}" if answer.get("needed") else code
    return outcome(method, code, int(answer.status_code), answer.headers, why)


def outcome(method: str, code: str, status: int, headers: Mapping[str, Any], why: str = "") -> Gone | Miss:
    """What an error of Slack's, or an HTTP status without one, says of the call."""
    why = why or code or f"HTTP {status}"
    means = verdict(method, code)
    if status == HTTPStatus.TOO_MANY_REQUESTS or means is Means.LIMITED:
        return Limited(int(headers.get("Retry-After", "1")))
    # Slack answers so even where it has carried the call out; and so does what stands between us and it, with a page
    # of its own in the answer's place, which the SDK tells of in a sentence where Slack has a word.
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or (status < HTTPStatus.BAD_REQUEST and " " in code):
        return Unknown(why)
    match means:
        case Mend():
            return Barred(means, why)
        case Means.MAYBE_DONE:
            return Unknown(why)
        case Means.GONE:
            return Gone()
        case Means.PLAINER:  # nothing plainer is left
            return Barred(Mend.BOT, why)
        case Means.NEVER | Means.ABSENT:
            return Hopeless(why)
        case Means.LATER:
            return Failed(why)
        case _:
            assert_never(means)


def _error_of(body: str) -> str:
    """The error in the answer of a response_url, which is JSON or the bare word."""
    try:
        answer = json.loads(body)
    except ValueError:
        return body.strip()[:200]
    return str(answer.get("error", "")) if isinstance(answer, dict) else ""


def network(error: Exception) -> Unknown | Failed:
    """A refused connection did nothing; anything later may have."""
    cause = error.reason if isinstance(error, URLError) else error
    refused = isinstance(cause, ConnectionRefusedError) or "getaddrinfo" in str(cause)
    why = f"{type(cause).__name__}: {cause}"[:200]
    return Failed(why) if refused else Unknown(why)
