"""Turns: first come, first served, and nobody is left holding a place that nobody answers to."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread, get_ident
from types import FrameType

import pytest

from storage.turns import Turns

PATIENCE = 20.0


class Interrupted(Exception):  # noqa: N818 - what a signal handler raises, as Ctrl-C does
    pass


@contextmanager
def interrupted_while_waiting(turns: Turns) -> Iterator[None]:
    """As soon as somebody waits, this (main) thread gets a signal whose handler raises Interrupted."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise Interrupted

    def send(thread: int) -> None:
        while turns.waiting == 0:
            time.sleep(0.001)  # between two looks at whether somebody waits
        signal.pthread_kill(thread, signal.SIGUSR1)

    before = signal.signal(signal.SIGUSR1, interrupt)
    sender = Thread(target=send, args=[get_ident()], daemon=True)
    sender.start()
    try:
        yield
    finally:
        sender.join(PATIENCE)
        signal.signal(signal.SIGUSR1, before)


def one_who_is_interrupted_while_waiting_gives_up_the_place_in_line() -> None:
    turns = Turns()
    let_go, inside = Event(), Event()

    def hold() -> None:
        with turns:
            inside.set()
            let_go.wait(PATIENCE)

    holder = Thread(target=hold)
    holder.start()
    inside.wait(PATIENCE)
    with pytest.raises(Interrupted), interrupted_while_waiting(turns), turns:
        pytest.fail("the turn was taken")
    assert turns.waiting == 0
    let_go.set()
    holder.join(PATIENCE)
    after = Thread(target=turns.__enter__, daemon=True)
    after.start()
    after.join(PATIENCE)
    assert not after.is_alive(), "the line is stuck"
