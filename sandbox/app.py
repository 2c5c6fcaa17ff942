"""Which address leads where; the door stands before all of them.

https://www.starlette.io/routing/
"""

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from sandbox.api.arguments import read_parts
from sandbox.api.calls import Api
from sandbox.api.methods.files import receive
from sandbox.api.response_urls import use_response_url
from sandbox.changes.refusal import SlackError
from sandbox.page.behind import Behind
from sandbox.page.downloads import Downloads
from sandbox.page.live import Live
from sandbox.page.mails import MailPages
from sandbox.page.remote import Remote
from sandbox.page.serving import page_routes
from sandbox.wire.door import Door
from sandbox.wire.lines import Lines
from sandbox.wire.socket_mode import SocketHub

if TYPE_CHECKING:
    from sandbox.server import Server
    from sandbox.state.workspace import Workspace


def build_app(server: "Server", hub: SocketHub, lines: Lines) -> Starlette:
    workspace, control = server.workspace, Remote(server)
    api, answers = Api(workspace, lines), ResponseUrls(workspace)

    async def upload(request: Request) -> Response:
        return await _upload(workspace, request)

    return Starlette(
        routes=[
            *page_routes(),
            WebSocketRoute("/sandbox/live", Live(server).serve),
            WebSocketRoute("/sandbox/behind", Behind(server).serve),
            *MailPages(server).routes(),
            *Downloads(workspace).routes(),
            Route("/api/{method}", api.respond, methods=["GET", "POST"]),
            Route("/commands/{team}/{token}", answers.respond, methods=["POST"]),
            Route("/actions/{team}/{token}", answers.respond, methods=["POST"]),
            Route("/upload/v1/{file}", upload, methods=["POST"]),
            WebSocketRoute("/link/", hub.serve),
            Route("/sandbox/state", control.state),
            Route("/sandbox/log", control.log),
            Route("/sandbox/act", control.act, methods=["POST"]),
            Route("/sandbox/faults", control.faults, methods=["GET", "POST"]),
        ],
        middleware=[Middleware(Door)],
    )


class ResponseUrls:
    """`response_url`: plain `ok`, or Slack's error name with 404 or 400."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    async def respond(self, request: Request) -> Response:
        try:
            body = await request.json()
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        try:
            with self._workspace.change():
                use_response_url(self._workspace, request.path_params["token"], body)
        except SlackError as refusal:
            status = 404 if refusal.error.endswith("_url") else 400
            return JSONResponse(refusal.answer(), status)
        return PlainTextResponse("ok")


async def _upload(workspace: "Workspace", request: Request) -> Response:
    content, kind = await request.body(), request.headers.get("content-type", "")
    if kind.startswith("multipart/"):
        content = next(iter(read_parts(content, kind).values()), b"")
    if not receive(workspace, request.path_params["file"], content):
        return PlainTextResponse("file_not_expected", 400)
    return PlainTextResponse(f"OK - {len(content)}")
