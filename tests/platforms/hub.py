"""A GitHub Enterprise Server with one repository, as strict as the documentation of REST API version 2022-11-28.

Of "List repository issues": pull requests among the issues, all labels of `labels` needed, 30 per page unless asked,
100 at most, and the next page by the `Link` header. Bad credentials are 401, what one may not see is 404.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

NAME = "boying/release"
TOKEN = "ghp_boying"  # noqa: S105
Answering = Callable[[Request], Response | None]


def issue(number: int, *labels: str, **other: Any) -> dict[str, Any]:
    """As the REST API and the webhook write it."""
    return {
        "number": number,
        "title": f"Problem {number}",
        "body": None,
        "state": "open",
        "state_reason": None,
        "labels": [{"id": n, "name": label, "color": "d73a4a"} for n, label in enumerate(labels)],
        "user": {"login": "chenxiaowen"},
        "html_url": f"https://elsewhere.example/{number}",
        "updated_at": "2021-06-03T01:00:00Z",
        **other,
    }


class Hub:
    """`trouble` may answer in the API's place."""

    def __init__(self, *issues: dict[str, Any]) -> None:
        self.issues = list(issues)
        self.asked: list[str] = []
        self.trouble: Answering = lambda _request: None

    @property
    def app(self) -> Starlette:
        base = f"/api/v3/repos/{NAME}"
        routes = [
            Route(f"{base}/issues", self._guarded(self._list)),
            Route(f"{base}/labels/{{label:path}}", self._guarded(self._label)),
        ]
        return Starlette(routes=[*routes, Route("/{path:path}", self._guarded(self._missing))])

    def _guarded(self, answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
        def guarded(request: Request) -> Response:
            self.asked.append(f"{request.url.path}?{request.url.query}")
            if trouble := self.trouble(request):
                return trouble
            if request.headers.get("x-github-api-version") != "2022-11-28" or "user-agent" not in request.headers:
                return JSONResponse({"message": "Bad request"}, HTTPStatus.BAD_REQUEST)
            if request.headers.get("authorization") != f"Bearer {TOKEN}":
                return JSONResponse({"message": "Bad credentials"}, HTTPStatus.UNAUTHORIZED)
            return answer(request)

        return guarded

    def _list(self, request: Request) -> Response:
        asked = request.query_params
        wanted = set(filter(None, asked.get("labels", "").split(",")))
        found = [
            each
            for each in self.issues
            if wanted <= {label["name"] for label in each["labels"]}
            and asked.get("state", "open") in ("all", each["state"])
        ]
        size, page = min(int(asked.get("per_page", "30")), 100), int(asked.get("page", "1"))
        shown = found[(page - 1) * size : page * size]
        if page * size >= len(found):
            return JSONResponse(shown)
        following = request.url.include_query_params(page=page + 1)
        first = request.url.include_query_params(page=1)
        return JSONResponse(shown, headers={"Link": f'<{following}>; rel="next", <{first}>; rel="first"'})

    def _label(self, request: Request) -> Response:
        label = request.path_params["label"]
        known = {each["name"] for held in self.issues for each in held["labels"]}
        return JSONResponse({"name": label}) if label in known else self._missing(request)

    def _missing(self, _request: Request) -> Response:
        return JSONResponse({"message": "Not Found"}, HTTPStatus.NOT_FOUND)
