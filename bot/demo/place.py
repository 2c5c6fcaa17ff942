"""Where a demo keeps what it needs to go on after a restart: the bot's database, the workspace, how far the story is.

One demo at a time: a lock on the folder, which the operating system lifts when the process ends, however it ends.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.demo.guide import Seen

VERSION: Final = 1


class InUseError(Exception):
    """Another demo has this folder; the message is its address, "" while it is still starting."""


@dataclass(frozen=True, slots=True)
class Place:
    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "release.db"

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace.json"

    @property
    def progress(self) -> Path:
        return self.folder / "story.json"

    def seen(self) -> Seen | None:
        """What was kept by `keep`; None where no story was told to its opening, or by another version."""
        try:
            kept = json.loads(self.progress.read_text(encoding="utf-8"))
            if kept["version"] != VERSION or not self.database.exists() or not self.workspace.exists():
                return None
            return Seen(datetime.fromisoformat(kept["opened"]), frozenset(map(str, kept["verbs"])))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def keep(self, seen: Seen) -> None:
        kept = {"version": VERSION, "opened": seen.opened.isoformat(), "verbs": sorted(seen.verbs)}
        fresh = self.progress.with_suffix(".new")
        fresh.write_text(json.dumps(kept), encoding="utf-8")
        fresh.replace(self.progress)

    def clear(self) -> None:
        """Forget everything. The story's progress goes first: without it the rest is not gone on with."""
        for path in (self.progress, self.workspace, *self.folder.glob(f"{self.database.name}*")):
            path.unlink(missing_ok=True)


@contextmanager
def claimed(folder: Path) -> Iterator[tuple[Place, Path]]:
    """The folder, made if need be, and the file in which to say where the demo is. InUseError while another has it."""
    folder.mkdir(exist_ok=True)
    address = folder / "address"
    with address.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise InUseError(lock.read().strip()) from None
        lock.truncate(0)
        yield Place(folder), address
