"""The one HTTP server of the process: health for an operator's monitoring, and the routes that the rooms give it.

No body is read beyond its limit, whoever sends it, and no body is logged: who knows no secret of ours is counted by
path and told of in the log once a minute. What a route does blocks neither the event loop nor `/healthz`.
"""

import os
import socket
import threading
import time
from collections import Counter as Tally
from collections.abc import Callable, Sequence
from http import HTTPStatus

import structlog
import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, Counter, generate_latest
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATIENCE = 5  # seconds for requests under way when told to stop
LARGEST = 1_000_000  # bytes; Slack's largest payloads are a quarter of it, GitHub's longest issues a third
TOO_LARGE = f"The body has more than {LARGEST} bytes."
HANG_UP = {"Connection": "close"}  # or the server would read, and throw away, the rest

QUIET = 60  # seconds between two lines of the log about one path: whoever knocks for hours fills no disk

log = structlog.get_logger(__name__)

REFUSED = Counter("release_captain_requests_refused", "Requests not signed with our secret, by path", ["path"])
MAILS = Counter("release_captain_mails", "Mails that came into the mailbox, by what became of them", ["became"])


def count_mail(became: str) -> None:
    MAILS.labels(became).inc()


class Bounded:
    """Answers 413 as soon as a body is, or is announced to be, too large. Starlette's own limit goes on reading."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > LARGEST:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LARGE, HANG_UP)
            return message

        if scope["type"] == "http" and int(Headers(scope=scope).get("content-length", "0")) > LARGEST:
            refused = PlainTextResponse(TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HANG_UP)
            await refused(scope, receive, send)
        else:
            await self._app(scope, bounded, send)


class Noticed:
    """Counts who was refused for want of a secret (401), and says so in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._said_at: dict[str, float] = {}
        self._since: Tally[str] = Tally()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == HTTPStatus.UNAUTHORIZED:
                self._refused(scope["path"], (scope.get("client") or ("",))[0])
            await send(message)

        await self._app(scope, receive, answered)

    def _refused(self, path: str, sender: str) -> None:
        """`path` is one of our routes: any other is answered 404."""
        REFUSED.labels(path).inc()
        self._since[path] += 1
        now = time.monotonic()
        if now - self._said_at.get(path, -QUIET) >= QUIET:
            self._said_at[path] = now
            log.warning("request.refused", path=path, sender=sender, times=self._since.pop(path))


def web(routes: Sequence[BaseRoute], ready: Callable[[], list[str]]) -> Starlette:
    """`ready` names what keeps the process from serving."""

    async def healthy(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def is_ready(_request: Request) -> Response:
        problems = await run_in_threadpool(ready)
        status = HTTPStatus.SERVICE_UNAVAILABLE if problems else HTTPStatus.OK
        return PlainTextResponse("\n".join(problems) or "ready", status)

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    health = [Route("/healthz", healthy), Route("/readyz", is_ready), Route("/metrics", metrics)]
    return Starlette(routes=[*routes, *health], middleware=[Middleware(Noticed), Middleware(Bounded)])


class PortTaken(Exception):  # noqa: N818 - named as the operator reads it
    """Somebody else serves at this port."""


class WebServer:
    """Serves the app at a port of this machine, in a thread of its own."""

    def __init__(self, app: Starlette, port: int) -> None:
        """PortTaken when the port is not to be had."""
        try:
            self._listener = socket.create_server(("0.0.0.0", port), backlog=1024)  # noqa: S104 - Slack calls in
        except OSError as error:
            raise PortTaken(f"PORT {port}: {os.strerror(error.errno or 0)}") from error
        self._server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=PATIENCE))
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._listener]}, name="http", daemon=True
        )

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Nothing new comes in; what is under way is answered."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        self._listener.close()
