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
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.demo.house import House, house
from bot.demo.place import InUseError, Place, claimed
from bot.domain.plan import Plan
from bot.speech import demo as words
from bot.speech.voice import Voice
from sandbox import SetupError
from sandbox.changes.keeping import UnreadableError

FOLDER: Final = Path(".demo")
ENDED: Final = 0
STALLED: Final = 1
NO_PLACE: Final = 2
TRIES: Final = 10  # ports, one after the other
LAST_PORT: Final = 65_535


def demo(path: Path, plan: Plan, voice: Voice, port: int, *, browse: bool) -> int:
    """The exit code: ENDED after SIGTERM or Ctrl-C, NO_PLACE where no port is free or the folder is in use.

    STALLED where the bot did nothing for so long that the story cannot be played.
    """
    began, ended = time.monotonic(), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    try:
        with claimed(FOLDER) as (place, address), ExitStack() as stack:
            opened = _open(stack, path, plan, place, port, voice)
            if opened is None:
                return NO_PLACE
            address.write_text(opened.server.page, encoding="utf-8")
            _introduce(opened, voice, browse=browse)
            _tell(opened, ended, lambda: _say(words.ready(voice, time.monotonic() - began)))
    except InUseError as taken:
        _say(words.in_use(voice, str(FOLDER), str(taken)))
        return NO_PLACE
    except TimeoutError as stalled:
        _say(words.not_opened(voice, str(stalled)))
        return STALLED
    return ENDED


def _open(stack: ExitStack, path: Path, plan: Plan, place: Place, port: int, voice: Voice) -> House | None:
    def today() -> date:
        return datetime.now(ZoneInfo(plan.zone)).date()

    last, candidate = min(port + TRIES - 1, LAST_PORT), port
    while candidate <= last:
        try:
            return stack.enter_context(house(path, plan, place, today, candidate))
        except UnreadableError as unreadable:
            _say(words.starts_over(voice, str(unreadable)))
            place.clear()
        except SetupError:
            candidate += 1
            if candidate <= last:
                _say(words.port_taken(voice, candidate - 1, candidate))
    _say(words.no_port(voice, port, last))
    return None


def _introduce(opened: House, voice: Voice, *, browse: bool) -> None:
    address = f"{opened.server.page}/"
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
    _say(words.workspace_is_at(voice))
    _say(words.kept_in(voice, str(FOLDER)))
    if browse and _has_display():
        webbrowser.open(address)


def _tell(opened: House, ended: threading.Event, ready: Callable[[], None]) -> None:
    """Until `ended`. Whatever kept the story from opening is raised."""
    tale = opened.tale()

    def told(opening: Future[None]) -> None:
        if opening.exception():
            ended.set()
        elif not ended.is_set():
            ready()

    with ThreadPoolExecutor(1, "opening") as pool:
        opening = pool.submit(tale.open)
        opening.add_done_callback(told)
        ended.wait()
        tale.close()
        opening.result()


def _has_display() -> bool:
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
