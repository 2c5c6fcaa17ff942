"""What the boying release meets outside: a deployment platform that is a real command, and a page that is served here.

Both do as they are told. The bot's own beats stand still: the story strikes them, so that it is the same each time.
"""

import json
import sys
from collections.abc import Iterator
from concurrent.futures import wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.reading.watching import live_since
from tests.scenarios.stage import BOYING, Stage, stage, until
from tests.watching.targets import OK, Conversation, target

SHANGHAI = ZoneInfo("Asia/Shanghai")
EVERY = timedelta(minutes=5)
PAUSE = 15.0  # seconds between two looks at a run
TOOK = (*(41, 38, 44, 40, 57, 39, 43, 42, 40, 46, 38, 49) * 4, 118)  # milliseconds, over and over
UNAVAILABLE = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
COMMAND = """
import json, pathlib, sys, time
order, here = json.load(sys.stdin), pathlib.Path(__file__).parent
while not (here / order["run"]).exists():
    time.sleep(0.01)
wrong = here / order["system"]
sys.exit(wrong.read_text(encoding="utf-8") if wrong.exists() else None)
"""
PLATFORM = """platforms:
  pipeline:
    kind: command
    command: {command}
    environments: production
    systems: [boying-user, boying-admin, boying-web, boying-admin-web]
    within: 10m

"""
WATCH = """watches:
  web:
    name: {{zh: 前台健康检查, en: health of the site}}
    kind: http
    at: {address}
    system: boying-web
    every: 5m

"""


@dataclass
class Outside:
    """The folder holds the command, a file for each run that may end, and for each system whose deployment fails."""

    folder: Path
    stage: Stage = field(init=False)
    is_up: bool = True
    _took: Iterator[int] = field(default_factory=lambda: cycle(TOOK))

    def serves(self, conversation: Conversation) -> None:
        """The page takes its time on everybody's clock."""
        if self.is_up:
            self.stage.clock.move(next(self._took) / 1000)
        conversation.says(OK if self.is_up else UNAVAILABLE)

    def breaks(self, system: str, words: str) -> None:
        (self.folder / system).write_text(words, encoding="utf-8")

    def mends(self, system: str) -> None:
        (self.folder / system).unlink()

    def starts(self) -> None:
        """What has been ordered is begun."""
        wait(self.stage.bot._deploying.ask())  # noqa: SLF001 - its beat stands still
        self.stage.settle()

    def ends(self, *runs: str) -> None:
        """One command after the other is through, and the bot looks how it ended."""
        for run in runs:
            order = f"{self.stage.plan.release}.{run.lower()}"
            (self.folder / order).touch()
            until((self.folder / "runs" / f"run-{order}" / "result.json").exists, f"the end of {run}")
            self.stage.clock.move(PAUSE)
            self.starts()

    def looks(self) -> None:
        """Each watch whose moment it is has been looked at, and what came of it was told."""
        wait(self.stage.bot._watching.look())  # noqa: SLF001 - its beat stands still
        self.stage.settle()

    def comes(self, wall: str) -> None:
        """Time goes by in Shanghai, of 2021; each moment of the watch is looked at, once it is live."""
        s, moment = self.stage, at(wall)
        while (since := live_since(s.release())) and (
            following := s.now() + EVERY - (s.now() - since) % EVERY
        ) <= moment:
            if (due := s.next_due_at()) and due < following:  # at the same moment it is looked first
                s.comes(following)
            s.clock.move(max(0.0, (following - s.now()).total_seconds()))
            wait(s.bot._watching.look())  # noqa: SLF001 - its beat stands still; what came of it is told on the way
        s.comes(moment)


def at(wall: str) -> datetime:
    """`06-14 12:00` in Shanghai, of 2021."""
    return datetime.strptime(f"2021-{wall}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


@contextmanager
def outside(folder: Path) -> Iterator[Outside]:
    """The shipped plan with a platform and a watch in the places of its examples, and its people on the stage."""
    made = Outside(folder)
    script = folder / "deploy.py"
    script.write_text(COMMAND, encoding="utf-8")
    with target(made.serves) as page:
        command, address = json.dumps([sys.executable, str(script)]), f"{page.origin}/health"
        text = BOYING.read_text(encoding="utf-8")
        for example, added in (
            ("# platforms:\n", PLATFORM.format(command=command)),
            ("# watches:\n", WATCH.format(address=address)),
        ):
            assert text.count(example) == 1
            text = text.replace(example, added + example)
        plan = folder / "plan.yaml"
        plan.write_text(text, encoding="utf-8")
        with stage(plan=plan, beginning=at("06-01 09:20"), deploy_runs=folder / "runs") as s:
            made.stage = s
            s.bot._scheduler.pause()  # noqa: SLF001 - whoever tells the story strikes its beats
            yield made
