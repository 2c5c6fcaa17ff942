"""The bot's answers over HTTP beside a bare Bolt's; 200 signatures at once; and what the channel's card costs then."""

import json
import math
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.request import urlopen

from slack_sdk import WebClient

from bench import plans
from bench.processes import serving, workspace
from bench.wire import Line, Times, Wire

SYSTEMS, STEPS = 10, 20
ITEMS: Final = SYSTEMS * STEPS
CONNECTIONS: Final = 16
QUIET: Final = 2.5  # seconds without an edit after which the bot has come to rest
AT_LONGEST: Final = 12.0


@dataclass(frozen=True, slots=True)
class Edit:
    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """The edits of the channel's card for a burst, and how long after its last signature the card showed all of it."""

    edits: int
    behind: float


@dataclass(frozen=True, slots=True)
class Measured:
    bare: Times
    bare_crowd: Times
    status: Times
    status_crowd: Times
    done: Times
    burst: Times
    card: Card


def measure() -> Measured:
    """Everything in one run, so that the machine's mood divides out."""
    with TemporaryDirectory(prefix="bench-") as folder:
        plan = plans.write(Path(folder) / "plan.yaml", plans.flat(SYSTEMS, STEPS))
        with workspace(plan) as slack:
            known = _Workspace(slack)
            with serving(["bench.bare"], slack, {}, "/") as port:
                wire = known.wire(port)
                ask = [Line(known.users[0], "status")]
                wire.send(ask * 200)
                bare, crowd = wire.send(ask * 1500), wire.send(ask * 3000, CONNECTIONS)
            database = {"DATABASE_URL": f"sqlite:///{folder}/bench.db", "PLAN": str(plan), "LOG_LEVEL": "WARNING"}
            with serving(["bot", "run"], slack, database, "/readyz") as port:
                return _bot(known, known.wire(port), bare, crowd)


def _bot(known: "_Workspace", wire: Wire, bare: Times, crowd: Times) -> Measured:
    lead = known.users[0]
    wire.send([Line(lead, "start")], must="Started")
    ask = [Line(lead, "status in bench-1")]
    wire.send(ask * 50, must="bench-1")
    status, status_crowd = wire.send(ask * 400, must="bench-1"), wire.send(ask * 800, CONNECTIONS, must="bench-1")
    done = wire.send(list(known.signatures("bench-1")), must="Signed")
    wire.send([Line(lead, "start")], must="Started")
    before = known.edits_at_rest()
    burst = wire.send(list(known.signatures("bench-1-2")), CONNECTIONS, must="Signed")
    ended = time.time()
    edits = known.edits_at_rest()[len(before) :]
    shown = next((edit.at for edit in edits if f"{ITEMS}/{ITEMS}" in edit.text), math.inf)
    return Measured(bare, crowd, status, status_crowd, done, burst, Card(len(edits), shown - ended))


class _Workspace:
    """What a driver of the local workspace knows of it."""

    def __init__(self, slack: Mapping[str, str]) -> None:
        self._slack = slack
        client = WebClient(slack["bot_token"], base_url=slack["api_url"])
        self.team = str(client.auth_test()["team_id"])
        listed: list[dict[str, Any]] = client.users_list()["members"]
        by_name = {member["profile"].get("email", "").partition("@")[0]: member["id"] for member in listed}
        self.users = [by_name[key] for key in plans.PEOPLE]
        channels: list[dict[str, Any]] = client.conversations_list()["channels"]
        self.channel = next(str(channel["id"]) for channel in channels if channel["name"] == "bench")

    def wire(self, port: int) -> Wire:
        return Wire(port, self._slack["signing_secret"], self.team, self.channel)

    def signatures(self, release: str) -> Iterator[Line]:
        """One signature for every item, by the whole crew in turn."""
        items = (f"s{step}/app-{system}" for step in range(1, STEPS + 1) for system in range(1, SYSTEMS + 1))
        for number, item in enumerate(items):
            yield Line(self.users[number % len(self.users)], f"done {item} in {release}")

    def edits_at_rest(self) -> list[Edit]:
        """Every edit of a message in the channel, once the bot has not edited anything anywhere for a while."""
        deadline = time.time() + AT_LONGEST
        while True:
            with urlopen(f"{self._slack['page']}sandbox/log") as response:  # noqa: S310 - loopback
                calls = [call for call in json.load(response)["calls"] if call["method"] == "chat.update"]
            last = max((call["at"] for call in calls), default=0.0)
            if time.time() > min(last + QUIET, deadline):
                here = (call for call in calls if call["args"]["channel"] == self.channel)
                return [Edit(call["at"], call["args"]["text"]) for call in here]
            threading.Event().wait(0.2)
