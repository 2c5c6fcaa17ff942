"""Posts files: their bytes first, seen by nobody; then, in one message, what was uploaded. One call at a time.

The ids that Slack gives for the bytes name the post before it is made, and by them it is found again.
https://docs.slack.dev/messaging/working-with-files
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from functools import partial
from http.client import HTTPException
from typing import Any, Final, Protocol
from urllib.error import URLError

import httpx
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.platforms.calling import trusted
from bot.slack.sender import HISTORY_PAGE, Failed, Gone, Hopeless, Miss, Sent, Unknown, network, refused

GONE: Final = Hopeless("message_not_found")


class File(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def content(self) -> bytes: ...


class Uploads:
    """`client` must come with `retry_handlers=[]`."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def upload(self, files: Collection[File]) -> tuple[str, ...] | Miss:
        """The ids of the files, which nobody sees until they are shared. Uploading again does no harm."""
        ids = []
        for file in files:
            asked = partial(self._client.files_getUploadURLExternal, filename=file.name, length=len(file.content))
            place = _asked("files.getUploadURLExternal", asked)
            if not isinstance(place, dict):
                return Failed(place.why) if isinstance(place, Unknown) else place
            if missed := self._put(str(place["upload_url"]), file.content):
                return missed
            ids.append(str(place["file_id"]))
        return tuple(ids)

    def _put(self, url: str, content: bytes) -> Failed | None:
        try:
            answer = httpx.post(url, content=content, timeout=self._client.timeout, verify=trusted())
        except httpx.HTTPError as error:
            return Failed(f"upload: {type(error).__name__}: {error}"[:200])
        return None if answer.is_success else Failed(f"upload: HTTP {answer.status_code} {answer.text[:100]}")

    def share(self, channel: str, thread: str | None, ids: Sequence[str], comment: str) -> Miss | None:
        """Make them one message of the channel; None where Slack has done so."""
        answer = _asked(
            "files.completeUploadExternal",
            lambda: self._client.files_completeUploadExternal(
                files=[{"id": each} for each in ids], channel_id=channel, thread_ts=thread, initial_comment=comment
            ),
        )
        return None if isinstance(answer, dict) else answer

    def find(self, channel: str, thread: str | None, ids: Collection[str], since: datetime) -> tuple[Sent, ...] | Miss:
        """The messages that share any of these files, the first one first.

        The thread is read and not `files.info`, whose shares are filled in some time after the message is there.
        """
        asked: dict[str, Any] = {"channel": channel, "oldest": f"{since.timestamp():.6f}", "limit": HISTORY_PAGE}
        found: list[Sent] = []
        while True:
            answer = _asked("conversations.replies", lambda: self._page(thread, asked))
            if answer is GONE and thread:
                return self.find(channel, None, ids, since)  # as in `Sender.find`
            if not isinstance(answer, dict):
                return answer
            found += _sharing(answer, channel, ids)
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return tuple(sorted(found, key=lambda sent: float(sent.ts)))
            asked["cursor"] = cursor

    def _page(self, thread: str | None, asked: dict[str, Any]) -> SlackResponse:
        if thread:
            return self._client.conversations_replies(**asked, ts=thread)
        return self._client.conversations_history(**asked)


def _sharing(answer: dict[str, Any], channel: str, ids: Collection[str]) -> Iterator[Sent]:
    for message in answer.get("messages", ()):
        if any(file.get("id") in ids for file in message.get("files", ())):
            yield Sent(channel, str(message["ts"]))


def _asked(method: str, call: Callable[[], SlackResponse]) -> dict[str, Any] | Miss:
    """The answer, or what is known of the failure."""
    try:
        answer = call()
    except SlackApiError as error:
        missed = refused(method, error)
        return GONE if isinstance(missed, Gone) else missed
    except (URLError, HTTPException, OSError, SlackClientError) as error:
        return network(error)
    return dict(answer.data) if isinstance(answer.data, dict) else Unknown("not JSON")
