"""Delivery over HTTP, signed as Slack signs: `v0=` HMAC-SHA256 over `v0:{timestamp}:{body}`.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import asyncio
import hashlib
import hmac
import json
import ssl
import time
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

import h11

from sandbox.state.records import Json
from sandbox.wire.replies import Acknowledged, Failed, Reply

USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
SUCCESSES, SERVER_ERRORS = range(200, 300), 500
PIECE = 65_536  # bytes


def signature(secret: str, timestamp: str, body: bytes) -> str:
    base = b":".join((b"v0", timestamp.encode(), body))
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def encoded(kind: str, payload: Json) -> tuple[bytes, str]:
    """The body and its content type: events are JSON, commands a form, interactions a form with one field of JSON."""
    match kind:
        case "slash_commands":
            return urlencode(payload).encode(), "application/x-www-form-urlencoded"
        case "interactive":
            return urlencode(
                {"payload": json.dumps(payload, ensure_ascii=False)}
            ).encode(), "application/x-www-form-urlencoded"
        case _:
            return json.dumps(payload, ensure_ascii=False).encode(), "application/json"


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    headers: dict[str, str]
    content: bytes


class HttpSender:
    def __init__(self, signing_secret: str) -> None:
        self._secret = signing_secret

    async def deliver(self, url: str, kind: str, payload: Json, *, retry: dict[str, str], within: float) -> Reply:
        """One signed POST; a 200 `within` so many seconds acknowledges, anything else says why not."""
        body, content_type = encoded(kind, payload)
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": USER_AGENT,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
            **retry,
        }
        try:
            async with asyncio.timeout(within):
                answered = await _posted(urlsplit(url), headers, body)
        except TimeoutError:
            return Failed("timed out", "operation_timeout", "http_timeout")
        except (OSError, h11.ProtocolError):
            return Failed("no connection", "dispatch_failed", "connection_failed")
        return _read(answered)


async def _posted(url: SplitResult, headers: dict[str, str], body: bytes) -> Answered:
    """Over a connection of its own. Every event passes here: a whole client costs several times what one POST does."""
    secure = url.scheme == "https"
    port = url.port or (443 if secure else 80)
    reader, writer = await asyncio.open_connection(url.hostname, port, ssl=_trusted() if secure else None)
    try:
        line = h11.Connection(h11.CLIENT)
        target = (url.path or "/") + (f"?{url.query}" if url.query else "")
        about = {"Host": url.netloc.rpartition("@")[2], "Content-Length": str(len(body)), "Connection": "close"}
        asked = h11.Request(method="POST", target=target, headers=[*(about | headers).items()])
        writer.writelines(line.send(part) or b"" for part in (asked, h11.Data(body), h11.EndOfMessage()))
        return await _answer(line, reader)
    finally:
        writer.close()


async def _answer(line: h11.Connection, reader: asyncio.StreamReader) -> Answered:
    """ProtocolError where it ends before it is whole."""
    status, headers, content = 0, dict[str, str](), b""
    while True:
        match line.next_event():
            case h11.NEED_DATA:
                line.receive_data(await reader.read(PIECE))
            case h11.Response() as response:
                status = response.status_code
                headers = {name.decode(): value.decode("latin-1") for name, value in response.headers}
            case h11.Data(data=data):
                content += data
            case h11.EndOfMessage():
                return Answered(status, headers, content)


@cache
def _trusted() -> ssl.SSLContext:
    """For an app behind https: reading all certificates takes longer than opening the rest of a workspace."""
    return ssl.create_default_context()


def _read(answered: Answered) -> Reply:
    if answered.status in SUCCESSES:
        return Acknowledged(_body(answered))
    error = "http_service_error" if answered.status >= SERVER_ERRORS else "http_client_error"
    return Failed("refused", error, "http_error", retry=answered.headers.get("x-slack-no-retry") != "1")


def _body(answered: Answered) -> Any:
    if not answered.content:
        return None
    if "json" in answered.headers.get("content-type", ""):
        try:
            return json.loads(answered.content)
        except ValueError:
            pass
    return answered.content.decode(errors="replace")
