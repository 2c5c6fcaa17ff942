"""The workspace of a demo: opened as the last demo left it, and kept as it changes. The bot comes in with the tale.

Loads nothing slow: the page is there before Bolt and the database are.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.demo.dial import Dial
from bot.demo.place import Place
from bot.demo.script import Frame, frame
from bot.domain.plan import Plan
from bot.plans.file import calendar_of
from bot.slack.manifest import MANIFEST
from sandbox import Clock, Patience, Rates, Server, running
from sandbox.changes.keeping import keeping, read, restore

if TYPE_CHECKING:
    from bot.demo.tale import Tale

LASTING: Final = Patience(connection=10**9)  # a leap over a night is no reason to hang up


@dataclass(frozen=True, slots=True)
class House:
    """`today`: the day on which a story that begins now is told."""

    path: Path
    plan: Plan
    place: Place
    dial: Dial
    server: Server
    today: Callable[[], date]

    def tale(self) -> "Tale":
        """The story and the bot in it; not opened yet."""
        from bot.demo.tale import Tale  # noqa: PLC0415 - Bolt and SQLAlchemy, while the page is there already
        from bot.demo.theatre import Theatre  # noqa: PLC0415

        theatre = Theatre(self.server, self.dial, self.path, self.plan, self.place.database)
        return Tale(theatre, self.place, lambda: _frame(self.plan, self.today()))


@contextmanager
def house(path: Path, plan: Plan, place: Place, today: Callable[[], date], port: int = 0) -> Iterator[House]:
    """SetupError where the port cannot be used, or what was kept cannot be read."""
    dial = Dial(_frame(plan, today()).begins.timestamp())
    kept = read(place.workspace) if place.seen() else None
    with running(
        manifest=MANIFEST, people=path, rates=Rates.off(), clock=Clock(dial), patience=LASTING, port=port
    ) as server:
        if kept:
            dial.set(server.clock, kept.now)
            restore(server.workspace, kept)
        with keeping(server.workspace, place.workspace):
            yield House(path, plan, place, dial, server, today)


def _frame(plan: Plan, today: date) -> Frame:
    return frame(plan, calendar_of(plan, datetime(today.year, today.month, today.day)), today)  # noqa: DTZ001 - its year
