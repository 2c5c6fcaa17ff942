"""Delivery over HTTP, signed as Slack signs: `v0=` HMAC-SHA256 over `v0:{timestamp}:{body}`.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import asyncio
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import httpcore

from sandbox.state.records import Json
from sandbox.wire.replies import Acknowledged, Failed, Reply

USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
SUCCESSES, SERVER_ERRORS = range(200, 300), 500
IDLE = 1.0  # seconds


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


class HttpSender:
    def __init__(self, signing_secret: str) -> None:
        self._secret = signing_secret
        # What lies beneath httpx, whose client costs as much again: every event passes here. An idle connection is let
        # go long before the app's own server would, so that none is closed in the moment it is used.
        self._pool = httpcore.AsyncConnectionPool(keepalive_expiry=IDLE)

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
                response = await self._pool.request("POST", url, headers=[*headers.items()], content=body)
        except TimeoutError:
            return Failed("timed out", "operation_timeout", "http_timeout")
        except (httpcore.NetworkError, httpcore.ProtocolError):
            return Failed("no connection", "dispatch_failed", "connection_failed")
        return _read(response)

    async def close(self) -> None:
        await self._pool.aclose()


def _read(response: httpcore.Response) -> Reply:
    told = {name.decode("ascii").lower(): value.decode("latin-1") for name, value in response.headers}
    if response.status in SUCCESSES:
        return Acknowledged(_body(told.get("content-type", ""), response.content))
    error = "http_service_error" if response.status >= SERVER_ERRORS else "http_client_error"
    return Failed("refused", error, "http_error", retry=told.get("x-slack-no-retry") != "1")


def _body(kind: str, content: bytes) -> Any:
    if not content:
        return None
    if "json" in kind:
        try:
            return json.loads(content)
        except ValueError:
            pass
    return content.decode(errors="replace")
