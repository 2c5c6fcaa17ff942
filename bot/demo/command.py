"""`python -m bot demo`: the process. Opens the page before anything slow is loaded, and ends well when told to.

The first line on stdout is the page's address alone, for scripts; what is said to people goes to stderr.
"""

import os
import signal
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.demo.dial import Dial
from bot.demo.place import InUseError, Place, claimed
from bot.demo.script import Frame, frame
from bot.domain.plan import Plan
from bot.plan_file import calendar_of
from bot.speech import demo as words
from bot.speech.voice import Voice
from sandbox import Clock, Patience, Rates, Server, SetupError, running
from sandbox.keeping import keeping, read, restore

FOLDER: Final = Path(".demo")
ENDED: Final = 0
NO_PLACE: Final = 2
TRIES: Final = 10  # ports, one after the other
LAST_PORT: Final = 65_535
LASTING: Final = Patience(connection=10**9)  # a leap over a night is no reason to hang up


@dataclass(frozen=True, slots=True)
class House:
    """What the demo is played with, and in whose language its terminal is spoken to."""

    path: Path
    plan: Plan
    place: Place
    dial: Dial
    server: Server
    voice: Voice


def demo(path: Path, plan: Plan, voice: Voice, port: int, *, browse: bool) -> int:
    """The exit code: ENDED after SIGTERM or Ctrl-C, NO_PLACE where no port is free or the folder is in use."""
    began, ended = time.monotonic(), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    try:
        with claimed(FOLDER) as (place, address), ExitStack() as stack:
            dial = Dial(_frame(plan).begins.timestamp())
            server = _serve(stack, path, dial, port, voice)
            if server is None:
                return NO_PLACE
            house = House(path, plan, place, dial, server, voice)
            _put_back(house)
            stack.enter_context(keeping(server.workspace, place.workspace))
            address.write_text(server.page, encoding="utf-8")
            _introduce(house, browse=browse)
            _tell(house, ended, lambda: _say(words.ready(voice, time.monotonic() - began)))
    except InUseError as taken:
        _say(words.in_use(voice, str(FOLDER), str(taken)))
        return NO_PLACE
    return ENDED


def _frame(plan: Plan) -> Frame:
    today = datetime.now(ZoneInfo(plan.zone)).date()
    return frame(plan, calendar_of(plan, datetime(today.year, today.month, today.day)), today)  # noqa: DTZ001 - its year


def _serve(stack: ExitStack, path: Path, dial: Dial, port: int, voice: Voice) -> Server | None:
    last = min(port + TRIES - 1, LAST_PORT)
    for candidate in range(port, last + 1):
        try:
            return stack.enter_context(
                running(people=path, rates=Rates.off(), clock=Clock(dial), patience=LASTING, port=candidate)
            )
        except SetupError:
            if candidate < last:
                _say(words.port_taken(voice, candidate, candidate + 1))
    _say(words.no_port(voice, port, last))
    return None


def _put_back(house: House) -> None:
    """The workspace as the last demo left it, if its story can be gone on with."""
    if house.place.seen() is None:
        return
    try:
        kept = read(house.place.workspace)
    except SetupError as unreadable:
        _say(str(unreadable))
        kept = None
    if kept is None:
        house.place.clear()
        return
    house.dial.set(house.server.clock, kept.now)
    restore(house.server.workspace, kept)


def _introduce(house: House, *, browse: bool) -> None:
    address = f"{house.server.page}/"
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
    _say(words.workspace_is_at(house.voice))
    _say(words.kept_in(house.voice, str(FOLDER)))
    if browse and _has_display():
        webbrowser.open(address)


def _tell(house: House, ended: threading.Event, ready: Callable[[], None]) -> None:
    """Until `ended`. Whatever kept the story from opening is raised."""
    from bot.demo.tale import Tale  # noqa: PLC0415 - Bolt and SQLAlchemy, while the page is there already
    from bot.demo.theatre import Theatre  # noqa: PLC0415

    theatre = Theatre(house.server, house.dial, house.path, house.plan, house.place.database)
    tale = Tale(theatre, house.place, partial(_frame, house.plan))

    def opened(opening: Future[None]) -> None:
        if opening.exception():
            ended.set()
        elif not ended.is_set():
            ready()

    with ThreadPoolExecutor(1, "opening") as pool:
        opening = pool.submit(tale.open)
        opening.add_done_callback(opened)
        ended.wait()
        tale.close()
        opening.result()


def _has_display() -> bool:
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
