"""Ends what hangs: a rehearsal that takes longer than it may is stopped, and cut off if stopping hangs as well."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, NoReturn

GRACE: Final = 20.0  # seconds for closing what is open
CUT_OFF: Final = 1  # the exit code then


class OverdueError(Exception):
    """It took longer than it may."""


@contextmanager
def at_most(seconds: float) -> Iterator[Callable[[], None]]:
    """Raise OverdueError in the block when its time is over; call what is yielded to let the rest take its time.

    In the main thread only. Not by SIGINT, which a shell's background jobs ignore.
    """
    ended = threading.Event()
    main = threading.get_ident()

    def watch() -> None:
        if not ended.wait(seconds):
            signal.pthread_kill(main, signal.SIGUSR1)
            if not ended.wait(GRACE):
                os._exit(CUT_OFF)

    before = signal.signal(signal.SIGUSR1, _overdue)
    threading.Thread(target=watch, name="watchdog", daemon=True).start()
    try:
        yield ended.set
    finally:
        ended.set()
        signal.signal(signal.SIGUSR1, before)


def _overdue(*_: object) -> NoReturn:
    raise OverdueError
