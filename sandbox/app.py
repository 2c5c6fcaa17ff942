"""Which address leads where; the door stands before all of them.

https://www.starlette.io/routing/
"""

from typing import get_args

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route, WebSocketRoute

from sandbox.api.calls import Api
from sandbox.api.rates import RateLimiter
from sandbox.api.response_urls import ResponseUrls
from sandbox.api.uploads import Uploads
from sandbox.page.behind import Behind
from sandbox.page.downloads import Downloads
from sandbox.page.live import Live
from sandbox.page.mail_pages import MailPages
from sandbox.page.remote import Remote
from sandbox.page.serving import page_routes
from sandbox.people.person import PersonOf
from sandbox.state.workspace import Workspace
from sandbox.wire.door import Door
from sandbox.wire.payloads import ResponseUrlKind
from sandbox.wire.trouble import Trouble


def build_app(
    workspace: Workspace, person_of: PersonOf, trouble: Trouble, limiter: RateLimiter, smtp_url: str
) -> Starlette:
    remote = Remote(workspace, person_of, trouble)
    api, answers, uploads = Api(workspace, limiter, trouble.lines), ResponseUrls(workspace), Uploads(workspace)
    return Starlette(
        routes=[
            *page_routes(),
            WebSocketRoute("/sandbox/live", Live(workspace, person_of).serve),
            WebSocketRoute("/sandbox/behind", Behind(workspace).serve),
            *MailPages(workspace, person_of, smtp_url).routes(),
            *Downloads(workspace).routes(),
            Route("/api/{method}", api.respond, methods=["GET", "POST"]),
            *(
                Route(f"/{kind}/{{team}}/{{token}}", answers.respond, methods=["POST"])
                for kind in get_args(ResponseUrlKind)
            ),
            Route("/upload/v1/{file}", uploads.respond, methods=["POST"]),
            WebSocketRoute("/link/", trouble.hub.serve),
            Route("/sandbox/state", remote.state),
            Route("/sandbox/log", remote.log),
            Route("/sandbox/act", remote.act, methods=["POST"]),
            Route("/sandbox/faults", remote.faults, methods=["GET", "POST"]),
        ],
        middleware=[Middleware(Door)],
    )
