"""files.*: the three steps of an upload, and what is known of a file.

https://docs.slack.dev/messaging/working-with-files
"""

from dataclasses import replace
from typing import Any

from sandbox.api.methods.chat import writable
from sandbox.api.methods.content import checked_blocks
from sandbox.api.methods.registry import Call, method
from sandbox.changes.posting import Draft, share
from sandbox.changes.refusal import SlackError
from sandbox.shapes.files import file_json
from sandbox.state.happenings import FilesUploaded
from sandbox.state.records import Channel, Json, StoredFile
from sandbox.state.workspace import Workspace


@method("files.getUploadURLExternal", lacks="`snippet_type`, `alt_txt`")
def get_upload_url(call: Call) -> Json:
    name, length = call.text("filename"), call.number("length", 0)
    workspace = call.workspace
    stored = StoredFile(workspace.mint.id("F"), name, length, user=call.bot_user, created=int(workspace.clock.now()))
    with workspace.change():
        workspace.files[stored.id] = stored
    return {"upload_url": f"{call.base_url}/upload/v1/{stored.id}", "file_id": stored.id}


def receive(workspace: Workspace, name: str, content: bytes) -> bool:
    """Keep what was uploaded; false if nobody asked for it or its length is another."""
    stored = workspace.files.get(name)
    if stored is None or stored.complete or len(content) != stored.length:
        return False
    with workspace.change():
        workspace.files[name] = replace(stored, content=content)
    return True


@method("files.completeUploadExternal")
def complete_upload(call: Call) -> Json:
    workspace = call.workspace
    channels = [_channel(call, name) for name in _channel_names(call)]
    stored = [_uploaded(workspace, entry) for entry in _entries(call)]
    with workspace.change():
        for entry in stored:
            workspace.files[entry.id] = replace(entry, complete=True)
        draft = _comment(call, tuple(entry.id for entry in stored))
        if workspace.shares_after:
            due = workspace.clock.now() + workspace.shares_after
            workspace.tell(FilesUploaded(tuple(channel.id for channel in channels), {"draft": draft}, due))
        else:
            for channel in channels:
                share(workspace, channel.id, call.bot_user, draft)
    return {"files": [file_json(workspace, workspace.files[entry.id]) for entry in stored]}


def _entries(call: Call) -> list[Json]:
    entries = call.data("files", "invalid_arguments")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise SlackError("invalid_arguments", ["[ERROR] must provide an array [json-pointer:/files]"])
    return entries


def _uploaded(workspace: Workspace, entry: Json) -> StoredFile:
    stored = workspace.files.get(str(entry.get("id")))
    if stored is None or stored.content is None:
        raise SlackError("file_not_found")
    return replace(stored, title=str(entry.get("title") or stored.name))


def _channel_names(call: Call) -> list[str]:
    return [name for name in (call.text("channel_id") or call.text("channels")).split(",") if name]


def _channel(call: Call, name: str) -> Channel:
    channel = call.workspace.channels.get(name)
    if channel is None or not call.workspace.shows(channel):
        raise SlackError("channel_not_found")
    return writable(call, channel)


def _comment(call: Call, files: tuple[str, ...]) -> Draft:
    blocks: Any = call.data("blocks", "invalid_blocks_format")
    return Draft(
        text=call.text("initial_comment"),
        blocks=tuple(checked_blocks(blocks)) if blocks else (),
        thread_ts=call.text("thread_ts") or None,
        files=files,
    )


@method("files.info", lacks="previews, downloads, comments")
def info(call: Call) -> Json:
    stored = call.workspace.files.get(call.text("file"))
    if stored is None or not stored.complete:
        raise SlackError("file_not_found")
    return {"file": file_json(call.workspace, stored), "comments": [], "response_metadata": {"next_cursor": ""}}
