"""HTTP mode: Slack's requests to Bolt in the thread pool, beside what an operator's monitoring asks for.

A slow database then blocks neither the event loop nor `/healthz`.
"""

from collections.abc import Callable
from http import HTTPStatus

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

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
