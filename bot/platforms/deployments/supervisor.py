"""Runs one command to its end, whatever becomes of the bot that asked for it: a script of its own, given a directory.

`task.json` there says what to run; what came of it is left there too. Knows nothing of deployments, imports nothing of
the bot. Prints `started`, or why the command cannot be run, and goes on without whoever called it.
"""

import fcntl
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

TAIL = 16_384  # bytes of output kept: its end
BREATH = 0.2  # seconds between two looks at the clock
DRAIN = 1.0  # seconds for what is left in the pipe when the command has ended, but something it left behind has not


def main(place: Path) -> None:
    """The lock is held as long as the command runs, and by nobody when the machine has lost it."""
    lock = (place / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _say("started")
    if (place / "started.json").exists():
        return _say("started")
    heard, told = os.pipe()
    if os.fork():
        os.close(told)
        with os.fdopen(heard) as answer:
            return _say(answer.read())
    os.close(heard)
    _leave()
    _supervise(place, told)
    os._exit(0)


def _say(words: str) -> None:
    sys.stdout.write(words)


def _leave() -> None:
    """A session of its own, and nothing of the caller's held open."""
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def _supervise(place: Path, told: int) -> None:
    task = json.loads((place / "task.json").read_text(encoding="utf-8"))
    write(place / "started.json", {"at": _now()})
    try:
        with (place / "order.json").open("rb") as order:
            process = subprocess.Popen(  # noqa: S603 - the plan's own words, no shell, nothing that people type
                task["command"],
                stdin=order,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
    except (OSError, ValueError) as error:
        (place / "started.json").unlink()
        os.write(told, str(error).encode())
        return
    os.write(told, b"started")
    os.close(told)
    tail = Tail(place / "output")
    timed_out = _watched(process, tail, task["seconds"], task["grace"])
    write(place / "result.json", {"exit": process.wait(), "timed_out": timed_out, "at": _now()})


class Tail:
    """The end of what was said, in a file that is never half written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = b""
        self._saved_at = 0.0

    def take(self, said: bytes) -> None:
        self._kept = (self._kept + said)[-TAIL:]
        if time.monotonic() - self._saved_at > 1:
            self.save()

    def save(self) -> None:
        _replace(self._path, self._kept)
        self._saved_at = time.monotonic()


def _watched(process: subprocess.Popen[bytes], tail: Tail, seconds: float, grace: float) -> bool:
    """Until it has ended; whether it had to be stopped, with all that it started in its group."""
    ends, timed_out = time.monotonic() + seconds, False
    with selectors.DefaultSelector() as selector:
        output = _output(process)
        selector.register(output, selectors.EVENT_READ)
        while process.poll() is None:
            _hear(selector, output, tail)
            if time.monotonic() > ends:
                _kill(process, signal.SIGKILL if timed_out else signal.SIGTERM)
                ends, timed_out = time.monotonic() + grace, True
        if timed_out:
            _kill(process, signal.SIGKILL)
        drained = time.monotonic() + DRAIN
        while _hear(selector, output, tail) and time.monotonic() < drained:
            pass
    tail.save()
    return timed_out


def _output(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdout is None:
        raise RuntimeError("the command was started without a pipe")
    return process.stdout


def _hear(selector: selectors.BaseSelector, output: IO[bytes], tail: Tail) -> bool:
    """Whether there is more to come, as far as one can see."""
    if not selector.get_map():
        time.sleep(BREATH)
        return False
    if not selector.select(BREATH):
        return False
    said = os.read(output.fileno(), TAIL)
    if said:
        tail.take(said)
    else:
        selector.unregister(output)
    return bool(said)


def _kill(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, how)


def write(path: Path, data: Any) -> None:
    _replace(path, json.dumps(data, ensure_ascii=False).encode())


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all, and still there after a power cut."""
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _now() -> str:
    return datetime.now(UTC).isoformat()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
