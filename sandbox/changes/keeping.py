"""Keeps what a workspace holds in one file, so that it is all there again after a restart.

What lives for minutes only (triggers, response_urls, sockets) and the log of the wire are not kept.
"""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import ConfigDict, TypeAdapter, ValidationError

from sandbox.changes.posting import Draft
from sandbox.setup.errors import SetupError
from sandbox.state.happenings import Happening, MessageScheduled, Renewed
from sandbox.state.mails import Mail
from sandbox.state.records import Channel, Message, ScheduledMessage, StoredFile, User, View
from sandbox.state.workspace import Workspace

VERSION: Final = 1
REST: Final = 0.3  # seconds without a change until it is written

log = logging.getLogger(__name__)


class UnreadableError(SetupError):
    """There is a file, and this version cannot go on with what it holds; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A workspace at one moment: `now` is its clock's, in seconds since the epoch."""

    __pydantic_config__ = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64", extra="forbid")

    version: int
    now: float
    users: dict[str, User]
    channels: dict[str, Channel]
    views: dict[str, View]
    modals: dict[str, list[str]]
    homes: dict[str, str]
    ephemerals: list[Message]
    scheduled: dict[str, ScheduledMessage]
    files: dict[str, StoredFile]
    mails: list[Mail]


SHAPE: Final = TypeAdapter(Kept)
DRAFT: Final = TypeAdapter(Draft)


def read(path: Path) -> Kept | None:
    """What the file holds; None where there is none. UnreadableError for one that cannot be gone on with."""
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise UnreadableError(f"{path}: cannot be read: {problem.strerror}.") from problem
    try:
        kept = SHAPE.validate_json(written)
    except ValidationError as problem:
        raise UnreadableError(f"{path}: holds no workspace that this version can read.") from problem
    if kept.version != VERSION:
        raise UnreadableError(f"{path}: was written by version {kept.version}, this is {VERSION}.")
    return kept


def snapshot(workspace: Workspace) -> bytes:
    """The workspace as the file holds it."""
    with workspace.change():
        return SHAPE.dump_json(
            Kept(
                version=VERSION,
                now=workspace.clock.now(),
                users=workspace.users,
                channels=workspace.channels,
                views=workspace.views,
                modals=workspace.modals,
                homes=workspace.homes,
                ephemerals=workspace.ephemerals,
                scheduled=workspace.scheduled,
                files=workspace.files,
                mails=workspace.mails,
            )
        )


def restore(workspace: Workspace, kept: Kept) -> None:
    """Put what was kept in place of everything the workspace holds. Its clock is the caller's to set."""
    with workspace.change():
        workspace.users = dict(kept.users)
        workspace.channels = dict(kept.channels)
        workspace.views = dict(kept.views)
        workspace.modals = dict(kept.modals)
        workspace.homes = dict(kept.homes)
        workspace.ephemerals = list(kept.ephemerals)
        workspace.scheduled = {entry: _whole(scheduled) for entry, scheduled in kept.scheduled.items()}
        workspace.files = dict(kept.files)
        workspace.mails = list(kept.mails)
        workspace.renew()
        for scheduled in workspace.scheduled.values():
            workspace.tell(MessageScheduled(scheduled))


def _whole(scheduled: ScheduledMessage) -> ScheduledMessage:
    return replace(scheduled, content={"draft": DRAFT.validate_python(scheduled.content["draft"])})


def write(workspace: Workspace, path: Path) -> None:
    """Write it whole or not at all: whoever reads meanwhile, or after a crash, finds the former state."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as file:
        file.write(snapshot(workspace))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


@contextmanager
def keeping(workspace: Workspace, path: Path, rest: float = REST) -> Iterator[None]:
    """Write the workspace to `path` whenever it has changed and come to rest, and at the end of the block."""
    stirred, stopped = threading.Event(), threading.Event()

    def keep() -> None:
        while stirred.wait():
            stirred.clear()
            if stopped.is_set():  # asked after the clearing: the end stirs but once
                return
            if not stirred.wait(rest):
                _write_or_tell(workspace, path)

    def heard(happening: Happening) -> None:
        if not isinstance(happening, Renewed):
            stirred.set()

    workspace.watch(heard)
    workspace.clock.on_move(stirred.set)
    thread = threading.Thread(target=keep, name="keeper", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        stirred.set()
        thread.join()
        write(workspace, path)


def _write_or_tell(workspace: Workspace, path: Path) -> None:
    """A full disk ends no conversation: it is told, and tried again after the next change."""
    try:
        write(workspace, path)
    except OSError as problem:
        log.warning("The workspace could not be kept in %s: %s", path, problem.strerror)
