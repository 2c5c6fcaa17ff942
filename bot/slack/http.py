"""HTTP mode: Slack's requests to Bolt in the thread pool, so that a slow database blocks nothing else."""

from http import HTTPStatus

from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.slack.manifest import EVENTS


def events(app: App | None) -> Route:
    """`POST /slack/events`. `app` None: Socket Mode, Slack does not call here."""

    async def receive(request: Request) -> Response:
        if app is None:
            return PlainTextResponse("this process uses Socket Mode", HTTPStatus.NOT_FOUND)
        body = await request.body()
        return to_starlette_response(await run_in_threadpool(app.dispatch, to_bolt_request(request, body)))

    return Route(EVENTS, receive, methods=["POST"])
