"""Delivery over HTTP, signed as Slack signs: `v0=` HMAC-SHA256 over `v0:{timestamp}:{body}`.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac
import json
import time
from functools import cache
from ssl import SSLContext
from typing import Any
from urllib.parse import urlencode

import httpx

from sandbox.state.records import Json
from sandbox.wire.replies import Acknowledged, Failed, Reply

USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
SERVER_ERRORS = 500


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
        self._client = httpx.AsyncClient(trust_env=False, verify=_trusted())

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
            response = await self._client.post(url, content=body, headers=headers, timeout=within)
        except httpx.TimeoutException:
            return Failed("timed out", "operation_timeout", "http_timeout")
        except httpx.HTTPError:
            return Failed("no connection", "dispatch_failed", "connection_failed")
        return _read(response)

    async def close(self) -> None:
        await self._client.aclose()


@cache
def _trusted() -> SSLContext:
    """For an app behind https: reading all certificates takes longer than opening the rest of a workspace."""
    return httpx.create_ssl_context(trust_env=False)


def _read(response: httpx.Response) -> Reply:
    if response.is_success:
        return Acknowledged(_body(response))
    error = "http_service_error" if response.status_code >= SERVER_ERRORS else "http_client_error"
    return Failed("refused", error, "http_error", retry=response.headers.get("x-slack-no-retry") != "1")


def _body(response: httpx.Response) -> Any:
    if not response.content:
        return None
    if "json" not in response.headers.get("content-type", ""):
        return response.text
    try:
        return response.json()
    except ValueError:
        return response.text
