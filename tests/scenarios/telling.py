"""The demo's story, in this process: played once, and opened from a copy of what was kept by each test that asks."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.demo.house import House, house
from bot.demo.place import Place
from bot.demo.script import Frame, frame
from bot.demo.tale import Tale
from bot.domain.plan import Plan
from bot.domain.state.release import Release
from bot.plans.file import calendar_of, read_plan
from sandbox import Answer, Message, Person
from tests.scenarios.stage import BOYING, until

TODAY = date(2026, 12, 4)  # a Friday: go-live is the Thursday after it
SOON = timedelta(seconds=30)  # what a machine with much to do needs for what takes no time


@dataclass(frozen=True)
class Telling:
    """The demo as it runs."""

    house: House
    tale: Tale

    @property
    def release(self) -> Release:
        release = self.tale.theatre.release()
        assert release is not None
        return release

    @property
    def frame(self) -> Frame:
        return frame(self.house.plan, calendar_of(self.house.plan), TODAY)

    def person(self, key: str) -> Person:
        return self.house.server.person(key)

    def told(self, key: str = "shijiasheng") -> dict[str, Any]:
        """What the page shows this person above the channels."""
        return self.tale.told_to(self.person(key).user)

    def asks(self, **wanted: str) -> None:
        self.tale.asked(self.person("shijiasheng").user, wanted)

    def reaches(self, step: int) -> None:
        """The guide goes on to this step, once it has seen what happened."""
        until(lambda: self.told()["step"] == step, f"step {step} of the guide")

    def types(self, who: str, line: str) -> Answer:
        answer = self.person(who).types(line)
        assert answer.failed is None, line
        return answer

    def card(self) -> Message:
        """The card of the first phase, in the channel."""
        return next(m for m in self.person("shijiasheng").sees() if m.bot_id and "1/5" in m.text)

    def texts(self, who: str, channel: str | None = None) -> list[str]:
        return [message.text for message in self.person(who).sees(channel)]


@contextmanager
def telling(folder: Path, plan: Path = BOYING) -> Iterator[Telling]:
    """The demo on this folder until the block ends, then ended as Ctrl-C ends it."""
    with house(plan, plan_of(plan), Place(folder), lambda: TODAY) as opened:
        tale = opened.tale()
        try:
            tale.open()
            yield Telling(opened, tale)
        finally:
            tale.close()


def plan_of(path: Path) -> Plan:
    plan = read_plan(path).plan
    assert plan is not None, path
    return plan


def copied(kept: Path, to: Path) -> Path:
    shutil.copytree(kept, to, dirs_exist_ok=True)
    return to
