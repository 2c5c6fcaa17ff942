"""A GitLab with one project, as strict as the documentation of its REST API, version 4 (GitLab 18).

Of "Create a new pipeline": 201 with the pipeline; variables are a list of key and value; a branch that is not there is
400 with its reasons under `base`. What a token may not see is 404, a wrong one 401.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

PROJECT = "boying/group/release"
TOKEN = "glpat-boying"  # noqa: S105
SHA = "a91957a858320c0e17f3a0eca7cfacbff50ea29a"
BRANCHES = frozenset({"release/2021.06", "main"})


class Lab:
    """`loses`: so many answers to an order get lost."""

    def __init__(self, *, loses: int = 0) -> None:
        self.loses = loses
        self.pipelines: list[dict[str, Any]] = []
        self.variables: list[list[dict[str, str]]] = []

    @property
    def app(self) -> Starlette:
        routes = [
            ("", lambda *_: JSONResponse({"path_with_namespace": PROJECT}), "GET"),
            ("/pipeline", self._create, "POST"),
            ("/pipelines", self._list, "GET"),
            ("/pipelines/{number:int}", self._get, "GET"),
            ("/pipelines/{number:int}/variables", self._get_variables, "GET"),
        ]
        base = f"/api/v4/projects/{PROJECT}"  # one segment, %2F in it, on the wire; see `_guarded`
        found = [Route(base + path, self._guarded(answer), methods=[method]) for path, answer, method in routes]
        return Starlette(routes=[*found, Route("/{path:path}", self._guarded(self._missing), methods=["GET", "POST"])])

    def _guarded(self, answer: Callable[[Request, Any], Response]) -> Callable[[Request], Any]:
        async def guarded(request: Request) -> Response:
            if request.headers.get("private-token") != TOKEN:
                return JSONResponse({"message": "401 Unauthorized"}, HTTPStatus.UNAUTHORIZED)
            if b"/projects/boying%2Fgroup%2Frelease" not in request.scope["raw_path"]:
                return self._missing(request, None)
            return answer(request, await request.json() if request.method == "POST" else None)

        return guarded

    def happens(self, number: int, status: str) -> None:
        self.pipelines[number - 1].update(status=status, finished_at="2021-06-14T12:05:50.000+08:00")

    def _create(self, _request: Request, asked: Any) -> Response:
        if asked["ref"] not in BRANCHES:
            return JSONResponse({"message": {"base": ["Reference not found"]}}, HTTPStatus.BAD_REQUEST)
        if any(set(each) != {"key", "value"} for each in asked["variables"]):
            return JSONResponse({"error": "variables is invalid"}, HTTPStatus.BAD_REQUEST)
        number = len(self.pipelines) + 1
        made = {
            "id": number,
            "iid": 1,
            "project_id": 1,
            "sha": SHA,
            "ref": asked["ref"],
            "status": "created",
            "source": "api",
            "web_url": f"https://elsewhere.example/{number}",
            "created_at": "2021-06-14T12:05:07.200+08:00",
            "finished_at": None,
        }
        self.pipelines.append(made)
        self.variables.append(asked["variables"])
        if self.loses:
            self.loses -= 1
            return Response(status_code=HTTPStatus.BAD_GATEWAY)
        return JSONResponse(made, HTTPStatus.CREATED)

    def _list(self, request: Request, _body: Any) -> Response:
        wanted = request.query_params
        found = [each for each in reversed(self.pipelines) if wanted.get("ref") in (None, each["ref"])]
        return JSONResponse(found[: int(wanted.get("per_page", "20"))])

    def _get(self, request: Request, _body: Any) -> Response:
        number = request.path_params["number"]
        known = 0 < number <= len(self.pipelines)
        return JSONResponse(self.pipelines[number - 1]) if known else self._missing(request, None)

    def _get_variables(self, request: Request, _body: Any) -> Response:
        kept = self.variables[request.path_params["number"] - 1]
        return JSONResponse([{"variable_type": "env_var", **each} for each in kept])

    def _missing(self, _request: Request, _body: Any) -> Response:
        return JSONResponse({"message": "404 Not Found"}, HTTPStatus.NOT_FOUND)
