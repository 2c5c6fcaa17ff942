"""Reads mails in a process of their own, which is ended where one is too much for it: anybody may write to a mailbox.

It knows nothing but the mail: not our environment, with its secrets, and not our files. It lives as long as one look
into the mailbox, and is begun anew after a mail that it did not survive.
"""

import os
import pickle
import resource
import socket
import subprocess
import sys
from contextlib import suppress
from types import TracebackType
from typing import Any, Final, Self

from bot.mail.reading import Incoming, read

PATIENCE: Final = 120.0
"""Seconds, by the clock, until a mail that is not read is given up: only what waits for something comes to that."""
WORK: Final = 10
"""Seconds of the processor for one mail; an honest one of ten megabytes takes one."""
MEMORY: Final = 1024**3
SIZE: Final = 8  # bytes that say how many follow
CHUNK: Final = 1 << 20


class Reader:
    """`receiver`: the authserv-id of our own server, "" where none is known. To be left when it has served."""

    def __init__(self, receiver: str, patience: float = PATIENCE) -> None:
        self._receiver = receiver
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._end()

    def read(self, raw: bytes) -> tuple[Incoming, ...] | str:
        """What the mail is, or why nobody can tell."""
        line = self._line or self._begin()
        try:
            _send(line, (raw, self._receiver))
            found: tuple[Incoming, ...] | str = _received(line)
        except (EOFError, OSError):
            self._end()
            return "reading it takes too long, or too much memory"
        return found

    def _begin(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        ours.settimeout(self._patience)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # what ends us at a terminal is for us to hand on
            )
        self._line = ours
        return ours

    def _end(self) -> None:
        if self._line:
            self._line.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._line = self._process = None


def serve(line: socket.socket) -> None:
    """Read what comes in, until nobody is there to read for."""
    with suppress(EOFError, OSError):
        while True:
            raw, receiver = _received(line)
            _allow(WORK)
            _send(line, attempt(raw, receiver))


def attempt(raw: bytes, receiver: str) -> tuple[Incoming, ...] | str:
    """What the mail is, or why nobody can tell."""
    try:
        return read(raw, receiver)
    except Exception as error:  # noqa: BLE001 - the standard library's parser raises whatever it stumbles over
        return f"{type(error).__name__}: {error}"[:500]


def _send(line: socket.socket, what: object) -> None:
    content = pickle.dumps(what)
    line.sendall(len(content).to_bytes(SIZE) + content)


def _received(line: socket.socket) -> Any:
    """EOFError where nobody is at the other end. What is there is this very module."""
    return pickle.loads(_exactly(line, int.from_bytes(_exactly(line, SIZE))))  # noqa: S301


def _exactly(line: socket.socket, size: int) -> bytes:
    parts: list[bytes] = []
    while size and (part := line.recv(min(size, CHUNK))):
        parts.append(part)
        size -= len(part)
    if size:
        raise EOFError
    return b"".join(parts)


def _allow(seconds: int) -> None:
    """From now on. The kernel ends who takes more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, hard))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what the kernel ends leaves no image of itself behind
    with suppress(OSError, ValueError):  # not every system bounds memory
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    serve(socket.socket(fileno=int(sys.argv[1])))
