"""Lets in what speaks to this machine's own address, and no web page from elsewhere.

The workspace asks for no password, so a page of another site must neither reach it under a name that was made to point
here (DNS rebinding) nor post to it from a browser. Programs send no Origin; the workspace's own page sends its own.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from sandbox.setup.loopback import LOOPBACK

REFUSAL = "The local workspace answers its own page and programs on this machine only; open it under 127.0.0.1.\n"


class Door:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"} or is_welcome(Headers(scope=scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(1008, REFUSAL.strip())(scope, receive, send)
        else:
            await PlainTextResponse(REFUSAL, 403)(scope, receive, send)


def is_welcome(headers: Headers) -> bool:
    """Whether `Host` is a loopback address and `Origin`, where there is one, is that same address."""
    host, origin = headers.get("host", ""), headers.get("origin")
    return _name_of(host) in LOOPBACK and (origin is None or urlsplit(origin).netloc == host)


def _name_of(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
