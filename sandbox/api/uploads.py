"""Where an app sends the bytes of a file: the address that files.getUploadURLExternal has handed out."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sandbox.api.arguments import read_parts
from sandbox.api.methods.files import receive
from sandbox.state.workspace import Workspace


class Uploads:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def respond(self, request: Request) -> Response:
        content, kind = await request.body(), request.headers.get("content-type", "")
        if kind.startswith("multipart/"):
            content = next(iter(read_parts(content, kind).values()), b"")
        if not receive(self._workspace, request.path_params["file"], content):
            return PlainTextResponse("file_not_expected", 400)
        return PlainTextResponse(f"OK - {len(content)}")
