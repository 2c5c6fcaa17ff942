"""A Jira Cloud site, as strict as its REST API version 3, and as treacherous (JRACLOUD-93811, JRACLOUD-92184).

Wrong credentials are a guest who finds nothing; the last page has no `nextPageToken`; an unknown field in the request
is a 400, as is JQL that is not bounded or names what is not there.
"""

import base64
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TOKEN = "chen@example.com:ATATT3xFf"  # noqa: S105
JQL = 'project = BOY AND fixVersion = "2021.06"'
Answering = Callable[[Request], Response | None]
KNOWN = {"jql", "fields", "maxResults", "nextPageToken", "expand", "properties", "fieldsByKeys", "reconcileIssues"}


def document(*lines: str) -> dict[str, Any]:
    """A description as version 3 writes it."""
    content = [{"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in lines]
    return {"type": "doc", "version": 1, "content": content}


def issue(key: str, priority: str = "P0", *components: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": "10002",
        "key": key,
        "self": f"https://boying.atlassian.net/rest/api/2/issue/{key}",
        "fields": {
            "summary": f"Problem {key}",
            "description": None,
            "priority": {"name": priority},
            "labels": [],
            "components": [{"name": name} for name in components or ("component/user",)],
            "status": status("To Do"),
            "resolution": None,
            "updated": "2021-06-03T09:00:00.000+0800",
            **fields,
        },
    }


def status(name: str, category: str = "new") -> dict[str, Any]:
    return {"name": name, "statusCategory": {"key": category, "name": "translated"}}


class Cloud:
    """`trouble` may answer in the API's place."""

    def __init__(self, *issues: dict[str, Any]) -> None:
        self.issues = list(issues)
        self.searches: list[dict[str, Any]] = []
        self.trouble: Answering = lambda _request: None

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/rest/api/3/myself", self._myself),
                Route("/rest/api/3/search/jql", self._search, methods=["POST"]),
            ]
        )

    def _myself(self, request: Request) -> Response:
        if trouble := self.trouble(request):
            return trouble
        if not _is_known(request):
            return JSONResponse({"errorMessages": ["Client must be authenticated."]}, HTTPStatus.UNAUTHORIZED)
        return JSONResponse({"accountId": "5b10a2844c20165700ede21g"})

    async def _search(self, request: Request) -> Response:
        asked = await request.json()
        self.searches.append(asked)
        if trouble := self.trouble(request):
            return trouble
        if not asked.keys() <= KNOWN:
            return _wrong("Invalid request payload.")
        if asked["jql"] != f"({JQL}) ORDER BY created ASC":
            return _wrong("The value 'BOZ' does not exist for the field 'project'.")
        if not _is_known(request):
            return JSONResponse({"issues": [], "isLast": True})
        start = int(asked.get("nextPageToken", "0"))
        end = start + min(asked.get("maxResults", 50), 100)
        shown = [
            {**each, "fields": {name: each["fields"].get(name) for name in asked["fields"]}}
            for each in self.issues[start:end]
        ]
        more = {"nextPageToken": str(end)} if end < len(self.issues) else {}
        return JSONResponse({"issues": shown, "isLast": not more, **more})


def _is_known(request: Request) -> bool:
    return request.headers.get("authorization") == f"Basic {base64.b64encode(TOKEN.encode()).decode()}"


def _wrong(message: str) -> Response:
    return JSONResponse({"errorMessages": [message], "warningMessages": []}, HTTPStatus.BAD_REQUEST)
