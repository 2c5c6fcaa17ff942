"""`/sandbox/files/F…`: a file as the app uploaded it, for the workspace's page and for programs.

It is handed over to be saved and never shown: what an app uploads runs and loads nothing here.
"""

import mimetypes
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.state.workspace import Workspace

SEALED: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
        "style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Same origin, so that the page can measure how tall the mail is; without scripts that gives it nothing else."""


class Downloads:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def routes(self) -> list[BaseRoute]:
        return [Route("/sandbox/files/{file}", self.file)]

    async def file(self, request: Request) -> Response:
        stored = self._workspace.files.get(request.path_params["file"])
        if stored is None or not stored.complete or stored.content is None:
            return JSONResponse({"ok": False, "error": "There is no such file."}, 404)
        return download(stored.content, mimetypes.guess_type(stored.name)[0] or "text/plain", stored.name)


def download(content: bytes, kind: str, name: str) -> Response:
    """Something to be saved under this name, and not to be shown."""
    named = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type=kind, headers={**SEALED, **named})
