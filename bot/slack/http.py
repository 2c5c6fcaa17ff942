"""HTTP mode: Slack's requests to Bolt in the thread pool, so that a slow database blocks nothing else."""

from datetime import UTC, datetime
from http import HTTPStatus

import structlog
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.platforms.signatures import dated_refusal
from bot.slack.documented import MalformedError, as_documented
from bot.slack.manifest import EVENTS

log = structlog.get_logger(__name__)


def events(app: App | None, secret: str = "") -> Route:
    """`POST /slack/events`, signed with the `secret`. `app` None: Socket Mode, Slack does not call here."""

    async def receive(request: Request) -> Response:
        if app is None:
            return PlainTextResponse("this process uses Socket Mode", HTTPStatus.NOT_FOUND)
        body = await request.body()
        if not _is_slacks(request, body, secret):
            return PlainTextResponse("not signed by Slack", HTTPStatus.UNAUTHORIZED)
        # What a listener raises is answered within: what comes out of here, Bolt could not even read.
        try:
            with as_documented():
                asked = to_bolt_request(request, body)
                answered = await run_in_threadpool(app.dispatch, asked)
        except MalformedError as error:
            log.warning("payload.malformed", why=str(error))
            return PlainTextResponse("not as Slack documents it", HTTPStatus.BAD_REQUEST)
        return to_starlette_response(answered)

    return Route(EVENTS, receive, methods=["POST"])


def _is_slacks(request: Request, body: bytes, secret: str) -> bool:
    """Asked before anything that is said is read: Bolt reads first, and raises, and logs, over what anybody may send.

    https://docs.slack.dev/authentication/verifying-requests-from-slack
    """
    stamp, signature = (request.headers.get(f"x-slack-{name}", "") for name in ("request-timestamp", "signature"))
    return bool(secret) and not dated_refusal(secret, body, stamp, signature, datetime.now(UTC))
