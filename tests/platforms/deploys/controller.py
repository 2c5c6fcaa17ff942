"""A Jenkins controller below /jenkins with one job in a folder, as its remote access API is documented (2.222 on).

`buildWithParameters` answers 201 with the queue item's address and no body; with a password instead of an API token it
wants a crumb of the same session. A queue item waits, leaves with its build, and is forgotten; builds keep its number.
"""

import base64
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

TOKEN, PASSWORD = "release:11d3adbeef", "release:hunter2hunter2"
SHA = "a91957a858320c0e17f3a0eca7cfacbff50ea29a"
JOB = "production/deploy all"


class Controller:
    """`loses`: so many answers to an order get lost."""

    def __init__(self, *, loses: int = 0) -> None:
        self.loses = loses
        self.queue: dict[int, dict[str, Any]] = {}
        self.builds: list[dict[str, Any]] = []
        self.submitted: list[dict[str, str]] = []

    @property
    def app(self) -> Starlette:
        job = "/jenkins/job/production/job/deploy all"
        routes = [
            Route(f"{job}/buildWithParameters", self._guarded(self._build), methods=["POST"]),
            Route(f"{job}/api/json", self._guarded(lambda _: JSONResponse({"builds": self.builds}))),
            Route("/jenkins/queue/api/json", self._guarded(self._queued)),
            Route("/jenkins/queue/item/{number:int}/api/json", self._guarded(self._item)),
            Route("/jenkins/crumbIssuer/api/json", self._guarded(self._crumb)),
            Route("/{path:path}", self._guarded(self._missing), methods=["GET", "POST"]),
        ]
        return Starlette(routes=routes)

    def leaves(self, item: int) -> dict[str, Any]:
        """The item becomes the next build."""
        number = len(self.builds) + 1
        build = {
            "_class": "org.jenkinsci.plugins.workflow.job.WorkflowRun",
            "number": number,
            "queueId": item,
            "building": True,
            "result": None,
            "timestamp": 1_623_643_510_000,
            "duration": 0,
            "actions": [
                *self.queue[item]["actions"],
                {"_class": "hudson.plugins.git.util.BuildData", "lastBuiltRevision": {"SHA1": SHA}},
                {},
            ],
        }
        self.queue[item].update(_class="hudson.model.Queue$LeftItem", why=None, executable={"number": number})
        self.builds.insert(0, build)
        return build

    def _guarded(self, answer: Callable[[Request], Response]) -> Callable[[Request], Any]:
        async def guarded(request: Request) -> Response:
            given = request.headers.get("authorization", "").removeprefix("Basic ")
            if base64.b64decode(given).decode() not in (TOKEN, PASSWORD):
                return HTMLResponse("<h2>HTTP ERROR 401 Unauthorized</h2>", HTTPStatus.UNAUTHORIZED)
            request.state.form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
            request.state.by_password = base64.b64decode(given).decode() == PASSWORD
            return answer(request)

        return guarded

    def _build(self, request: Request) -> Response:
        session, crumb = request.cookies.get("JSESSIONID"), request.headers.get("jenkins-crumb")
        if request.state.by_password and (session, crumb) != ("s1", "c1"):
            return HTMLResponse("No valid crumb was included in the request", HTTPStatus.FORBIDDEN)
        self.submitted.append(request.state.form)
        item = 40 + len(self.submitted)
        parameters = [{"name": name, "value": value} for name, value in request.state.form.items()]
        self.queue[item] = {
            "_class": "hudson.model.Queue$WaitingItem",
            "id": item,
            "actions": [{"_class": "hudson.model.ParametersAction", "parameters": parameters}],
            "why": "In the quiet period. Expires in 4.9 sec",
        }
        if self.loses:
            self.loses -= 1
            return Response(status_code=HTTPStatus.BAD_GATEWAY)
        address = f"https://ci.elsewhere.example/jenkins/queue/item/{item}/"
        return Response(status_code=HTTPStatus.CREATED, headers={"Location": address})

    def _queued(self, _request: Request) -> Response:
        return JSONResponse({"items": [each for each in self.queue.values() if "executable" not in each]})

    def _item(self, request: Request) -> Response:
        found = self.queue.get(request.path_params["number"])
        return JSONResponse(found) if found else self._missing(request)

    def _crumb(self, _request: Request) -> Response:
        crumb = JSONResponse({"_class": "…", "crumb": "c1", "crumbRequestField": "Jenkins-Crumb"})
        crumb.set_cookie("JSESSIONID", "s1", httponly=True)
        return crumb

    def _missing(self, _request: Request) -> Response:
        return HTMLResponse("<h2>HTTP ERROR 404 Not Found</h2>", HTTPStatus.NOT_FOUND)
