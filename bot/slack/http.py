"""HTTP mode: Slack's requests to Bolt in the thread pool, beside what an operator's monitoring asks for.

A slow database then blocks neither the event loop nor `/healthz`.
"""

import os
import socket
import threading
from collections.abc import Callable
from http import HTTPStatus

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

PATIENCE = 5  # seconds for requests under way when told to stop
LARGEST = 1_000_000  # bytes; Slack's largest payloads are a quarter of it


def web(app: App | None, ready: Callable[[], list[str]]) -> Starlette:
    """`app` None: Socket Mode, nothing but health. `ready` names what keeps the process from serving."""

    async def events(request: Request) -> Response:
        if app is None:
            return PlainTextResponse("this process uses Socket Mode", HTTPStatus.NOT_FOUND)
        if int(request.headers.get("content-length") or 0) > LARGEST:
            return PlainTextResponse("too large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body = await request.body()
        return to_starlette_response(await run_in_threadpool(app.dispatch, to_bolt_request(request, body)))

    async def healthy(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def is_ready(_request: Request) -> Response:
        problems = await run_in_threadpool(ready)
        status = HTTPStatus.SERVICE_UNAVAILABLE if problems else HTTPStatus.OK
        return PlainTextResponse("\n".join(problems) or "ready", status)

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return Starlette(
        routes=[
            Route("/slack/events", events, methods=["POST"]),
            Route("/healthz", healthy),
            Route("/readyz", is_ready),
            Route("/metrics", metrics),
        ]
    )


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
