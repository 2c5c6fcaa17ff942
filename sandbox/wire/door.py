"""Lets in what speaks to this machine's own address, and no web page from elsewhere.

The workspace asks for no password, so a page of another site must neither reach it under a name that was made to point
here (DNS rebinding) nor post to it from a browser. Programs send no Origin; the workspace's own page sends its own.
Where a browser sends no Origin either (a picture, a link, a frame), it says whose page asks: Sec-Fetch-Site.
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
        if scope["type"] not in {"http", "websocket"} or is_welcome(Headers(scope=scope), scope["path"]):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(1008, REFUSAL.strip())(scope, receive, send)
        else:
            await PlainTextResponse(REFUSAL, 403)(scope, receive, send)


def is_welcome(headers: Headers, path: str) -> bool:
    """Whether `Host` is a loopback address and who asks, as far as it is told, is the page of that same address.

    Elsewhere there may be links to the page itself.
    """
    host, origin = headers.get("host", ""), headers.get("origin")
    if _name_of(host) not in LOOPBACK or (origin is not None and urlsplit(origin).netloc != host):
        return False
    is_linked = path == "/" and headers.get("sec-fetch-mode") == "navigate"
    return is_linked or headers.get("sec-fetch-site", "none") in {"none", "same-origin"}


def _name_of(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
