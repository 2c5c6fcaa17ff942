"""canvases.*: a document that its app owns, and that nobody else sees before they are given access.

https://docs.slack.dev/surfaces/canvases
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from sandbox.api.methods.registry import Call, method
from sandbox.changes.refusal import SlackError
from sandbox.state.records import Json, StoredFile

_MARKDOWN_LIMIT = 1_048_576  # bytes in one change
_CELLS = 300  # in one table


@method("canvases.create", lacks="`channel_id`, which is refused: tabs of a channel")
def create(call: Call) -> Json:
    if call.text("channel_id"):
        raise SlackError("canvas_tab_creation_failed")
    content = _markdown(call.data("document_content", "invalid_arguments"), "canvas_creation_failed")
    workspace = call.workspace
    made = StoredFile(
        workspace.mint.id("F"), "canvas.md", len(content), call.text("title") or "Untitled", content,
        call.bot_user, int(workspace.clock.now()), complete=True, is_canvas=True,
    )  # fmt: skip
    with workspace.change():
        workspace.files[made.id] = made
    return {"canvas_id": made.id}


@method("canvases.edit", lacks="operations other than replacing all of it")
def edit(call: Call) -> Json:
    canvas, changes = _canvas(call), call.data("changes", "invalid_arguments")
    match changes:
        case [{"operation": "replace", "document_content": content, **rest}] if not rest:
            written = _markdown(content, "canvas_editing_failed")
        case [_, _, *_]:
            # https://www.joshuadanpeterson.me/posts/slack-api-secrets-overcoming-the-canvas-editing-one-change-limit
            raise SlackError("invalid_arguments", ["[ERROR] no more than 1 items allowed [json-pointer:/changes]"])
        case _:
            raise SlackError("canvas_editing_failed")
    with call.workspace.change():
        call.workspace.files[canvas.id] = replace(canvas, content=written, length=len(written))
    return {}


@method("canvases.access.set", lacks="`user_ids`, access levels other than `read`")
def set_access(call: Call) -> Json:
    canvas, channels = _canvas(call), _listed(call, "channel_ids")
    if bool(channels) == bool(_listed(call, "user_ids")):
        raise SlackError("invalid_parameters")
    if call.text("access_level") != "read" or not channels:
        raise SlackError("invalid_arguments")
    if any(name not in call.workspace.channels for name in channels):
        raise SlackError("channel_not_found")
    opened = tuple(dict.fromkeys((*canvas.channels, *channels)))
    with call.workspace.change():
        call.workspace.files[canvas.id] = replace(canvas, channels=opened)
    return {}


def _listed(call: Call, name: str) -> list[str]:
    """An array in JSON; in a form its entries, with commas between them."""
    given = call.args.get(name)
    return (
        [str(each) for each in given]
        if isinstance(given, list)
        else [each for each in call.text(name).split(",") if each]
    )


def _canvas(call: Call) -> StoredFile:
    stored = call.workspace.files.get(call.text("canvas_id"))
    if stored is None or not stored.is_canvas:
        raise SlackError("canvas_not_found")
    return stored


def _markdown(content: Any, failed: str) -> bytes:
    """`failed`: the error of what is written well and a canvas cannot show all the same."""
    match content:
        case None:
            return b""
        case {"type": "markdown", "markdown": str(text)} if len(text.encode()) <= _MARKDOWN_LIMIT:
            if max(_tables(text), default=0) > _CELLS:
                raise SlackError(failed)
            return text.encode()
        case _:
            raise SlackError("invalid_arguments", ["[ERROR] must be markdown [json-pointer:/document_content]"])


def _tables(text: str) -> Iterator[int]:
    """How many cells each table has: lines that begin with a bar, the second of them no row."""
    for table, lines in groupby(text.splitlines(), lambda line: line.startswith("|")):
        if table:
            head, _, *rows = [*lines, ""]
            yield head.count("|", 1) * (1 + len([row for row in rows if row]))
