"""GitHub Actions of an Enterprise Server with one workflow, as strict as the documentation of REST API 2022-11-28.

Of "Create a workflow dispatch event": 204 without a word, or the run with `return_run_details`, which an older server
does not permit; inputs that the workflow does not declare and branches that do not exist are 422.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

NAME = "boying/release"
TOKEN = "github_pat_boying"  # noqa: S105
SHA = "a91957a858320c0e17f3a0eca7cfacbff50ea29a"
DECLARED = frozenset({"run", "system", "environment", "branch", "commit", "version"})
BRANCHES = frozenset({"release/2021.06", "main"})


class Actions:
    """`old`: it does not tell the run that it has started. `loses`: so many answers to a dispatch get lost."""

    def __init__(self, *, old: bool = False, loses: int = 0) -> None:
        self.old = old
        self.loses = loses
        self.runs: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []

    @property
    def app(self) -> Starlette:
        base = f"/api/v3/repos/{NAME}/actions"
        return Starlette(
            routes=[
                Route(f"{base}/workflows/deploy.yml", self._guarded(lambda *_: JSONResponse({"state": "active"}))),
                Route(f"{base}/workflows/deploy.yml/dispatches", self._guarded(self._dispatch), methods=["POST"]),
                Route(f"{base}/workflows/deploy.yml/runs", self._guarded(self._list)),
                Route(f"{base}/runs/{{number:int}}", self._guarded(self._run)),
                Route("/{path:path}", self._guarded(self._missing), methods=["GET", "POST"]),
            ]
        )

    def happens(self, number: int, status: str, conclusion: str | None = None) -> None:
        self.runs[number - 1].update(status=status, conclusion=conclusion)

    def run(self, title: str, ref: str = "main") -> dict[str, Any]:
        """As "Get a workflow run" shows it."""
        made = {
            "id": len(self.runs) + 1,
            "name": "deploy",
            "display_title": title,
            "head_branch": ref,
            "head_sha": SHA,
            "event": "workflow_dispatch",
            "status": "queued",
            "conclusion": None,
            "run_attempt": 1,
            "html_url": f"https://elsewhere.example/{len(self.runs) + 1}",
            "created_at": "2021-06-14T04:05:07Z",
            "updated_at": "2021-06-14T04:05:50Z",
        }
        self.runs.append(made)
        return made

    def _guarded(self, answer: Callable[[Request, Any], Response]) -> Callable[[Request], Any]:
        async def guarded(request: Request) -> Response:
            if request.headers.get("x-github-api-version") != "2022-11-28" or "user-agent" not in request.headers:
                return JSONResponse({"message": "Bad request"}, HTTPStatus.BAD_REQUEST)
            if request.headers.get("authorization") != f"Bearer {TOKEN}":
                return JSONResponse({"message": "Bad credentials"}, HTTPStatus.UNAUTHORIZED)
            return answer(request, await request.json() if request.method == "POST" else None)

        return guarded

    def _dispatch(self, _request: Request, asked: Any) -> Response:
        self.asked.append(asked)
        if problem := self._problem(asked):
            return JSONResponse({"message": problem}, HTTPStatus.UNPROCESSABLE_ENTITY)
        made = self.run(f"Deploy {asked['inputs'].get('system')} ({asked['inputs'].get('run')})", asked["ref"])
        if self.loses:
            self.loses -= 1
            return Response(status_code=HTTPStatus.BAD_GATEWAY)
        if not asked.get("return_run_details"):
            return Response(status_code=HTTPStatus.NO_CONTENT)
        number = made["id"]
        return JSONResponse({"workflow_run_id": number, "run_url": f"…/{number}", "html_url": made["html_url"]})

    def _problem(self, asked: dict[str, Any]) -> str:
        permitted = {"ref", "inputs"} | (set() if self.old else {"return_run_details"})
        if unknown := sorted(set(asked) - permitted):
            return f'Invalid request.\n\n"{unknown[0]}" is not a permitted key.'
        if asked["ref"] not in BRANCHES:
            return f"No ref found for: {asked['ref']}"
        unexpected = sorted(set(asked["inputs"]) - DECLARED)
        return f"Unexpected inputs provided: {unexpected}" if unexpected else ""

    def _list(self, request: Request, _body: Any) -> Response:
        event, size = request.query_params.get("event"), min(int(request.query_params.get("per_page", "30")), 100)
        found = [run for run in reversed(self.runs) if event in (None, run["event"])]
        return JSONResponse({"total_count": len(found), "workflow_runs": found[:size]})

    def _run(self, request: Request, _body: Any) -> Response:
        number = request.path_params["number"]
        known = 0 < number <= len(self.runs)
        return JSONResponse(self.runs[number - 1]) if known else self._missing(request, None)

    def _missing(self, _request: Request, _body: Any) -> Response:
        return JSONResponse({"message": "Not Found"}, HTTPStatus.NOT_FOUND)
