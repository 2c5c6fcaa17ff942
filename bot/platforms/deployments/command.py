"""A local command as a deployment platform: the plan's words, never a shell; the order as JSON on its input.

A supervisor of its own process runs it and leaves what came of it in a directory of the run, so that a bot that was
restarted meanwhile reads there what it missed. Who holds the run's lock is alive.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from bot.platforms.calling import Clock, Down
from bot.platforms.deployments import supervisor
from bot.platforms.deployments.run import DETAIL, NAME, Order, Progress, Reason, Rejected, Started, State, unstarted
from bot.platforms.deployments.told import told
from bot.platforms.fields import moment, plain

INHERITED: Final = ("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "SSH_AUTH_SOCK")  # no token of ours
PATIENCE: Final = 20  # seconds for the supervisor to say that it has begun
GRACE: Final = timedelta(seconds=10)  # between asking a command to stop and killing it
LINES: Final = 10  # of what it said, its end
SAID: Final = DETAIL - 20  # characters of them: the exit code comes first


class LocalCommand:
    """`runs`: a directory of ours, kept across restarts; `limit`: the time a command has."""

    def __init__(
        self,
        runs: Path,
        command: Sequence[str],
        limit: timedelta,
        token: str | None,
        clock: Clock,
        grace: timedelta = GRACE,
    ) -> None:
        self._runs = runs.resolve()
        self._command = command
        self._limit = limit
        self._token = token
        self._clock = clock
        self._grace = grace

    def close(self) -> None:
        """A command that runs goes on."""

    def probe(self) -> Rejected | None:
        """The command is there, and its runs can be kept."""
        if shutil.which(self._command[0]) is None:
            return Rejected("not-startable", self._command[0])
        kept = next(folder for folder in (self._runs, *self._runs.parents) if folder.exists())
        return None if os.access(kept, os.W_OK | os.X_OK) else Rejected("not-startable", str(kept))

    def start(self, order: Order) -> Started | Rejected | Down:
        """The same run is never begun twice, however often it is ordered."""
        place = self._place(order.run)
        try:
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._write(place, order)
            said = self._begun(place, order)
        except (OSError, subprocess.SubprocessError) as error:
            return unstarted(Down("failed", plain(str(error), NAME)), self._clock)
        return Started(order.run) if said == "started" else Rejected("not-startable", plain(said, NAME))

    def look(self, reference: str) -> Progress | Down:
        place = self._place(reference)
        if not _has_begun(place):
            return Down("not-found", plain(reference, NAME))
        if result := _ended(place):
            return result
        output = _tail(place)
        # A lock is let go by the system when its process dies, however it dies; a file that says "running" would stay.
        if _is_held(place / "lock"):
            return Progress("running", detail=output)
        return _ended(place) or Progress("unknown", detail=output, reason="cut-off")

    def _place(self, run: str) -> Path:
        return self._runs / f"run-{quote(run, safe='')}"

    def _write(self, place: Path, order: Order) -> None:
        task = {
            "command": list(self._command),
            "seconds": self._limit.total_seconds(),
            "grace": self._grace.total_seconds(),
        }
        supervisor.write(place / "task.json", task)
        supervisor.write(place / "order.json", {**order.words, "parameters": dict(order.parameters)})

    def _begun(self, place: Path, order: Order) -> str:
        run = [sys.executable, "-I", supervisor.__file__, str(place)]
        begun = subprocess.run(  # noqa: S603 - our own script, in a directory of ours
            run,
            env=self._environment(place, order),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
        return begun.stdout.decode("utf-8", "replace")

    def _environment(self, place: Path, order: Order) -> dict[str, str]:
        given = {name: os.environ[name] for name in INHERITED if name in os.environ}
        ours = {f"RELEASE_{name.upper()}": value.replace("\0", "") for name, value in order.words.items()}
        token = {"DEPLOY_TOKEN": self._token} if self._token else {}
        return {**given, **ours, **token, "RELEASE_RESULT": str(place / "told.json")}


def _has_begun(place: Path) -> bool:
    try:
        return (place / "started.json").exists()
    except OSError:  # no name that a file can have
        return False


def _ended(place: Path) -> Progress | None:
    """How it ended, with the commit, digest and address that the command may have left in the file RELEASE_RESULT."""
    match _read(place / "result.json"):
        case {"exit": int(code), "timed_out": bool(timed_out), "at": str(at)}:
            state: State = "failed" if code or timed_out else "succeeded"
        case _:
            return None
    left = _read(place / "told.json")
    known = told({**left, "state": state, "finished_at": at}) if isinstance(left, dict) else Progress(state)
    if isinstance(known, str):
        return None
    words = "\n".join(filter(None, (f"exit {code}" if code else "", known.detail or _tail(place))))
    reason: Reason = "timed-out" if timed_out else ""
    return replace(known, detail=plain(words, DETAIL), finished_at=moment(at), reason=reason)


def _tail(place: Path) -> str:
    """The last lines it said."""
    try:
        said = (place / "output").read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    return plain("\n".join(said.rstrip().splitlines()[-LINES:])[-SAID:], SAID)


def _read(path: Path) -> Any:
    """None where there is none, or nothing that can be read."""
    try:
        with path.open("rb") as file:
            return json.loads(file.read(supervisor.TAIL))
    except (OSError, ValueError, RecursionError):
        return None


def _is_held(lock: Path) -> bool:
    """By a supervisor; whoever else looks at the same time holds it with us."""
    try:
        with lock.open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
