"""The one HTTP server of the process: health for an operator's monitoring, and the routes that the rooms give it.

No body is read beyond its limit, whoever sends it, and no body is logged: who knows no secret of ours is counted by
path and told of in the log once a minute. What a route does blocks neither the event loop nor `/healthz`.
"""

import asyncio
import os
import resource
import socket
import threading
import time
from collections import Counter as Tally
from collections.abc import Callable, Sequence
from contextlib import suppress
from http import HTTPStatus

import structlog
import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, Counter, generate_latest
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 5  # seconds for requests under way when told to stop
LARGEST = 1_000_000  # bytes; Slack's largest payloads are a quarter of it, GitHub's longest issues a third
TOO_LARGE = f"The body has more than {LARGEST} bytes."
HEAD = 10  # seconds for the head of a request to have come
BODY = 20  # seconds for the body to have come, all of it
TAKEN = 30  # seconds for an answer to have been taken, where it is more than the system has room for
TOO_SLOW = f"The body has not come within {BODY} seconds."
MOST = min(1000, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2)  # connections: the rest is for the bot's own calls
HANG_UP = {"Connection": "close"}  # or the server would read, and throw away, the rest

QUIET = 60  # seconds between two lines of the log about one path: whoever knocks for hours fills no disk

log = structlog.get_logger(__name__)

REFUSED = Counter("release_captain_requests_refused", "Requests not signed with our secret, by path", ["path"])
MAILS = Counter("release_captain_mails", "Mails that came into the mailbox, by what became of them", ["became"])


def count_mail(became: str) -> None:
    MAILS.labels(became).inc()


class Impatient(H11Protocol):
    """Hangs up on who has not sent the head of a request, or taken an answer, in time, and on who is one too many.

    Uvicorn itself waits for both for ever, and takes connections as long as there are descriptors, ours included.
    """

    _hurry: asyncio.TimerHandle | None = None
    _untaken: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        transport.set_write_buffer_limits(0)  # writing pauses as soon as anything is left to be taken
        if len(self.connections) > MOST:
            transport.abort()
        else:
            self._hurry = self.loop.call_later(HEAD, transport.abort)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._relax()
        elif self._hurry is None:
            self._hurry = self.loop.call_later(HEAD, self.transport.abort)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._untaken = self.loop.call_later(TAKEN, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._untaken is not None:
            self._untaken.cancel()
            self._untaken = None

    def connection_lost(self, exc: Exception | None) -> None:
        self._relax()
        self.resume_writing()
        super().connection_lost(exc)

    def _relax(self) -> None:
        if self._hurry is not None:
            self._hurry.cancel()
            self._hurry = None


class Bounded:
    """Answers 413 as soon as a body is, or is announced to be, too large, and 408 when it takes too long.

    Starlette's own limit goes on reading. Whoever leaves before it has come is answered by nothing.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        taken = 0
        ends = asyncio.get_running_loop().time() + BODY

        async def bounded() -> Message:
            nonlocal taken
            try:
                async with asyncio.timeout_at(ends):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, TOO_SLOW, HANG_UP) from None
            taken += len(message.get("body", b""))
            if taken > LARGEST:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LARGE, HANG_UP)
            return message

        if scope["type"] == "http" and int(Headers(scope=scope).get("content-length", "0")) > LARGEST:
            refused = PlainTextResponse(TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HANG_UP)
            await refused(scope, receive, send)
        else:
            with suppress(ClientDisconnect):  # or a traceback for each of them would fill the log
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


def web(routes: Sequence[BaseRoute], ready: Callable[[], list[str]] | None) -> Starlette:
    """`ready` names what keeps the process from serving; None where monitoring has a port of its own."""
    monitored = [] if ready is None else _monitored(ready)
    return Starlette(routes=[*routes, *monitored], middleware=[Middleware(Noticed), Middleware(Bounded)])


def _monitored(ready: Callable[[], list[str]]) -> list[BaseRoute]:

    async def healthy(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def is_ready(_request: Request) -> Response:
        problems = await run_in_threadpool(ready)
        status = HTTPStatus.SERVICE_UNAVAILABLE if problems else HTTPStatus.OK
        return PlainTextResponse("\n".join(problems) or "ready", status)

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", healthy), Route("/readyz", is_ready), Route("/metrics", metrics)]


class PortTaken(Exception):  # noqa: N818 - named as the operator reads it
    """Somebody else serves at this port."""


class WebServer:
    """Serves the app at a port of this machine, in a thread of its own."""

    def __init__(self, app: Starlette, port: int) -> None:
        """PortTaken when the port is not to be had."""
        try:
            self._listener = socket.create_server(("0.0.0.0", port), backlog=1024)  # noqa: S104 - Slack calls in
        except OSError as error:
            raise PortTaken(f"Port {port}: {os.strerror(error.errno or 0)}") from error
        self._server = uvicorn.Server(
            uvicorn.Config(app, http=Impatient, ws="none", log_config=None, timeout_graceful_shutdown=PATIENCE)
        )
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
