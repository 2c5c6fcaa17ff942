"""One life of the bot in a process of its own: born from a warm parent, killed where its fate says.

The product only logs the boundaries it crosses; the killing is this structlog processor's.
"""

import faulthandler
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import structlog

from bot.app import Bot
from bot.domain.plan import Plan
from bot.post.delivery import Timings
from bot.settings import SlackSettings
from tests.processes import warm

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

PATIENCE = 60.0  # seconds of the machine's time, for what another process does
TIMINGS = Timings(
    quarantine=timedelta(seconds=3), lease=timedelta(seconds=20), idle=timedelta(seconds=0.05),
    catch_up=timedelta(seconds=0.2),
)  # fmt: skip


@dataclass(frozen=True)
class Doom:
    """Death at the next crossing of this boundary by a command whose cause begins so, a delivery whose key holds `key`.

    `sleep`: not death, but a suspension that lasts until the process is woken.
    """

    boundary: str
    cause: str = ""
    sleep: bool = False
    key: str = ""


def _is_of(doom: Doom, event: Mapping[str, Any]) -> bool:
    return str(event.get("cause", "")).startswith(doom.cause) and doom.key in str(event.get("key", ""))


class Fate:
    """A structlog processor: sees every boundary the bot crosses, and at one of them ends its process at once."""

    def __init__(self) -> None:
        self.doom: Doom | None = None

    def __call__(self, _logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        doom = self.doom
        if doom and event["event"] == doom.boundary and _is_of(doom, event):
            self.doom = None
            # To this very thread: sent to the process, it stops another one first, and this one runs on meanwhile.
            signal.pthread_kill(threading.get_ident(), signal.SIGSTOP if doom.sleep else signal.SIGKILL)
        raise structlog.DropEvent


def _live(settings: SlackSettings, plan: Plan, ahead: float, timings: Timings, driver: Connection) -> None:
    faulthandler.register(signal.SIGUSR1, all_threads=True)
    fate = Fate()
    structlog.configure(processors=[fate])
    shift = [ahead]

    def clock() -> datetime:
        return datetime.fromtimestamp(time.time() + shift[0], UTC)

    bot = Bot(settings, plan, clock, timings)
    bot.start()
    driver.send("up")
    while True:
        match driver.recv():
            case float(seconds):
                shift[0] += seconds
            case Doom() as doom:
                fate.doom = doom
            case "tick":
                bot.core.service.tick(clock())
            case "stop":
                bot.stop()
                driver.send("stopped")
                return
        driver.send("done")


class Alive(Protocol):
    """One life, or several that are treated as one."""

    def move(self, seconds: float) -> None: ...

    def tick(self) -> None: ...

    @property
    def is_over(self) -> bool: ...


class Life:
    """Holds one process. `ahead`: by how many seconds its clock differs from the machine's."""

    def __init__(self, settings: SlackSettings, plan: Plan, ahead: float = 0.0, timings: Timings = TIMINGS) -> None:
        self._driver, theirs = multiprocessing.Pipe()
        self._process: ForkServerProcess = warm().Process(
            target=_live, args=(settings, plan, ahead, timings, theirs), daemon=True
        )
        self._process.start()
        theirs.close()
        assert self._said() == "up", "the bot did not start"

    def arm(self, doom: Doom) -> None:
        self._tell(doom)

    def move(self, seconds: float) -> None:
        self._tell(float(seconds))

    def tick(self) -> None:
        """The metronome's beat, without waiting for it."""
        self._tell("tick")

    @property
    def is_over(self) -> bool:
        """Asked of the life itself: who is cut off by a death may hear of it before the fork server does."""
        if self._process.is_alive():
            self._tell("there?")
        return not self._process.is_alive()

    @property
    def is_asleep(self) -> bool:
        """Whether the kernel has suspended it."""
        return Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "T"

    def wake(self) -> None:
        os.kill(self._process.pid or 0, signal.SIGCONT)

    def kill(self) -> None:
        """Without warning, as the kernel does when memory runs out."""
        self._process.kill()
        self._process.join(PATIENCE)

    def stop(self) -> None:
        """As SIGTERM does: it finishes what it is doing."""
        self._driver.send("stop")
        assert self._said() == "stopped"
        self._process.join(PATIENCE)

    def _tell(self, what: object) -> None:
        """The death it may lead to is no failure."""
        try:
            self._driver.send(what)
            self._said()
        except (EOFError, ConnectionError):
            self._process.join(PATIENCE)

    def _said(self) -> object:
        if not self._driver.poll(PATIENCE):
            os.kill(int(self._process.pid or 0), signal.SIGUSR1)
            self._process.join(1)
            raise AssertionError("the bot does not answer its driver; what it was doing is on standard error")
        return self._driver.recv()


class Pair:
    """Two lives that are treated as one: time passes for both, and both clocks strike."""

    def __init__(self, *lives: Life) -> None:
        self.lives = lives

    def move(self, seconds: float) -> None:
        for life in self.lives:
            life.move(seconds)

    def tick(self) -> None:
        for life in self.lives:
            life.tick()

    @property
    def is_over(self) -> bool:
        return any(life.is_over for life in self.lives)

    def stop(self) -> None:
        for life in self.lives:
            life.stop()
