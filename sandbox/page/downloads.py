"""`/sandbox/files/F…`: a file as the app uploaded it, for the workspace's page and for programs.

It is handed over to be saved and never shown: what an app uploads runs and loads nothing here.
"""

import mimetypes
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.page.mails import download

if TYPE_CHECKING:
    from sandbox.state.workspace import Workspace


class Downloads:
    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def routes(self) -> list[BaseRoute]:
        return [Route("/sandbox/files/{file}", self.file)]

    async def file(self, request: Request) -> Response:
        stored = self._workspace.files.get(request.path_params["file"])
        if stored is None or not stored.complete or stored.content is None:
            return JSONResponse({"ok": False, "error": "There is no such file."}, 404)
        return download(stored.content, mimetypes.guess_type(stored.name)[0] or "text/plain", stored.name)
