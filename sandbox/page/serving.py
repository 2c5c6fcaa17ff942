"""Serves the workspace's page: a few small files, read anew each time, allowed to load nothing from elsewhere."""

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

FOLDER: Final = Path(__file__).with_name("static")
TYPES: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FILES: Final = {path.relative_to(FOLDER).as_posix(): path for path in FOLDER.rglob("*") if path.suffix in TYPES}
HEADERS: Final = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; "
        "img-src 'self' data: http://127.0.0.1:* http://localhost:*; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
PRELOADED: Final = ", ".join(f"<page/{name}>; rel=modulepreload" for name in FILES if name.endswith(".js"))
"""All scripts are asked for at once, and not one after the other as each names the next."""


def page_routes() -> list[BaseRoute]:
    return [Route("/", _index), Route("/page/{name:path}", _file)]


async def _index(_request: Request) -> Response:
    return _served(FILES["index.html"], {**HEADERS, "Link": PRELOADED})


async def _file(request: Request) -> Response:
    path = FILES.get(request.path_params["name"])
    return _served(path, HEADERS) if path else PlainTextResponse("There is no such file here.\n", 404)


def _served(path: Path, headers: dict[str, str]) -> Response:
    return Response(path.read_bytes(), headers=headers, media_type=TYPES[path.suffix])
