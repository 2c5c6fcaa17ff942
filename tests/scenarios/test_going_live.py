"""Going live in Slack, through a real command and a platform that calls back: failures, a way back, a second time."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sandbox import Message
from tests.platforms.deploys.receiver import SECRET, Receiver, signature
from tests.platforms.serving import running
from tests.scenarios.people import Someone
from tests.scenarios.screen import labels_of, words_of
from tests.scenarios.stage import Stage, stage, until

QUAY = Path(__file__).parents[1] / "plans" / "quay.yaml"
GO_LIVE = datetime(2026, 12, 1, 11, 0, tzinfo=UTC)
A_BIT = 0.05  # seconds; a run is looked at every 15
OLD, DIGEST, BACK = "aa11bb2", "ab" * 32, "cd" * 32
SCRIPT = """
import json, pathlib, sys
order = json.load(sys.stdin)
with pathlib.Path(__file__).with_name("ran").open("a") as file:
    file.write(order["run"] + "\\n")
"""


@dataclass
class Quay:
    """What is outside: the platform, and what each system says that it runs."""

    folder: Path
    hub: Receiver = field(default_factory=Receiver)
    runs: dict[str, str] = field(default_factory=dict)
    stage: Stage = field(init=False)

    @property
    def app(self) -> Starlette:
        return Starlette(routes=[Route("/version/{system}", self._version)])

    def _version(self, request: Request) -> Response:
        return PlainTextResponse(self.runs.get(request.path_params["system"], ""))

    def run(self, key: str) -> dict[str, Any]:
        return next(each for each in self.stage.shown()["golive"]["runs"] if each["id"] == key)

    def comes(self, key: str, state: str) -> None:
        """While time goes by the run comes to stand so; then all that is owed for it has been said."""

        def stands() -> bool:
            self.stage.clock.move(A_BIT)
            return bool(self.run(key)["state"] == state)

        until(stands, f"{key} {state}")
        self.stage.settle()

    def calls(self, key: str, state: str, **told: str) -> int:
        """The platform calls in; the answer's status."""
        now = self.stage.now()
        body = json.dumps({"run": f"quay-1.{key.lower()}", "state": state, "finished_at": now.isoformat(), **told})
        stamp = str(int(now.timestamp()))
        headers = {"x-release-timestamp": stamp, "x-release-signature": signature(stamp, body.encode())}
        answer = httpx.post(f"{self.stage.address}/hooks/deploys/hub", content=body, headers=headers, timeout=20)
        self.stage.settle()
        return answer.status_code

    def succeeds(self, key: str, system: str) -> None:
        self.runs[system] = self.hub.orders[f"quay-1.{key.lower()}"]["commit"]
        assert self.calls(key, "succeeded") == 200
        self.comes(key, "succeeded")


@contextmanager
def quay(folder: Path) -> Iterator[Quay]:
    """Everything is named; ten minutes before the planned moment the phase that goes live begins."""
    (folder / "deploy.py").write_text(SCRIPT)
    made = Quay(folder)
    with running(made.hub.app) as hub, running(made.app) as versions:
        text = QUAY.read_text(encoding="utf-8").replace("http://127.0.0.1:1", hub)
        text = text.replace("http://127.0.0.1:2", versions).replace("PYTHON", json.dumps(sys.executable))
        (folder / "quay.yaml").write_text(text.replace("SCRIPT", json.dumps(str(folder / "deploy.py"))))
        with stage(
            plan=folder / "quay.yaml",
            beginning=GO_LIVE - timedelta(minutes=10),
            deploy_secrets={"hub": SECRET},
            deploy_runs=folder / "runs",
        ) as s:
            made.stage = s
            s.person("lena").types("/release start")
            s.signs("code")
            yield made


def prepared(q: Quay) -> None:
    """By buttons and forms below what they were asked for, and by typed lines."""
    lena, dora, olaf = q.stage.cast("lena", "dora", "olaf")
    assert "what db ran before" in words_of(dora.sees("wanted of you"))
    dora.clicks(_offering(dora, "It was not there before"), text="It was not there before")
    dora.types(f"/release script db v7.sql {DIGEST}")
    dora.clicks(_offering(dora, "What takes v7.sql back…"), text="What takes v7.sql back…")
    assert dora.fills("no hash")
    assert not dora.fills(BACK)
    lena.clicks(_offering(lena, "I have read v7.sql"), text="I have read v7.sql")
    dora.clicks(_offering(dora, "Backup…"), text="Backup…")
    assert not dora.fills("rds-4711")
    olaf.clicks(olaf.sees("wanted of you"), value="previous crane production in quay-1")
    assert olaf.fills("master")
    assert not olaf.fills(f"old {OLD}")
    for system in ("gate", "desk"):
        olaf.types(f"/release previous {system} old {OLD}")
    assert "Nothing more is wanted" in words_of(olaf.sees("wanted of you"))


def _offering(person: Someone, label: str) -> Message:
    """The newest message with this button; each asks for what has become wanted since the one before."""
    return [message for message in person.finds("wanted of you") if label in labels_of(message)][-1]


def ordered(person: Someone, item: str, platform: str, run: str, q: Quay) -> None:
    asked = person.clicks(person.prompt(item), value=f"deploy {item} by {platform} in quay-1")
    assert "People use production" in asked
    person.clicks(person.whisper(), text="Yes, deploy it")
    if platform == "hub":
        q.comes(run, "started")


def a_release_goes_live_fails_goes_back_and_goes_live_again(tmp_path: Path) -> None:
    with quay(tmp_path) as q:
        prepared(q)
        fails_twice(q)
        goes_back(q)
        goes_live_again(q)
        assert q.stage.release().state == "finished"
        assert len((tmp_path / "ran").read_text().splitlines()) == 2


def fails_twice(q: Quay) -> None:
    """Two systems side by side, one of which fails; and again, while the bot is not there to be told."""
    s = q.stage
    lena, dora, olaf, mia = s.cast("lena", "dora", "olaf", "mia")
    assert "it waits for ship db" in olaf.types("/release deploy crane production")
    ordered(dora, "ship/db", "scripts", "D1", q)
    q.comes("D1", "succeeded")
    ordered(olaf, "ship/crane", "hub", "D2", q)
    ordered(olaf, "ship/gate", "hub", "D3", q)
    assert all(run in words_of(lena.card(2)) for run in ("D2", "D3"))
    assert q.calls("D9", "succeeded") == 202
    q.succeeds("D2", "crane")
    assert q.calls("D2", "failed") == 202
    q.calls("D3", "failed", detail="migration 7 fails")
    assert (q.run("D2")["state"], q.run("D3")["state"]) == ("succeeded", "failed")
    told = words_of(mia.sees("gate", "failed to deploy"))
    assert "migration 7 fails" in told
    assert "Held by it: ship desk" in told
    assert "migration 7 fails" in words_of(lena.sees("❌ failed", "D3"))

    s.passes(timedelta(minutes=31))
    lena.clicks(lena.sees("Go on, or roll back"), text="30 min more")
    olaf.types("/release deploy gate production by hub")
    q.comes("D4", "started")
    s.leave()
    q.hub.tells = {"state": "failed", "detail": "migration 7 again", "finished_at": s.now().isoformat()}
    s.enter()
    q.comes("D4", "failed")
    q.hub.tells = None
    mia.sees("gate", "failed to deploy", "migration 7 again")


def goes_back(q: Quay) -> None:
    """The lead is asked before the time is over, and confirms; each step is recorded, the database last."""
    s = q.stage
    lena, dora, olaf = s.cast("lena", "dora", "olaf")
    s.passes(timedelta(minutes=30))
    lena.clicks(lena.sees("Go on, or roll back"), text="Roll back…")
    lena.clicks(lena.whisper(), text="Roll back")
    steps = ((olaf, "RB1-gate"), (olaf, "RB1-crane"), (dora, "RB1-db"))
    assert [key for key, _ in s.release().rollbacks["RB1"].items] == [key for _, key in steps]
    assert "waits for RB1-crane" in dora.types("/release done RB1-db restored")
    for person, key in steps:
        person.types(f"/release done {key} the old one runs")
        (signed,) = s.release().records[key].signatures
        assert (signed.person, signed.note) == (person.key, "the old one runs")
    assert words_of(lena.sees("RB1", "goes back, 3/3")).count("✅") == len(steps)
    for key in ("db", "crane", "gate"):
        assert s.item(f"ship/{key}")["state"] == "blocked"
        lena.types(f"/release unblock ship/{key} the cable is mended")
    shipped = {key: s.item(f"ship/{key}")["state"] for key in ("db", "crane", "gate", "desk")}
    assert shipped == {"db": "open", "crane": "waiting", "gate": "waiting", "desk": "waiting"}


def goes_live_again(q: Quay) -> None:
    """The platform lies once, and then goes down; a person tells how that run ended."""
    s = q.stage
    lena, dora, olaf, tina = s.cast("lena", "dora", "olaf", "tina")
    ordered(dora, "ship/db", "scripts", "D5", q)
    q.comes("D5", "succeeded")
    ordered(olaf, "ship/crane", "hub", "D6", q)
    q.runs["crane"] = "1.9"
    q.calls("D6", "succeeded")
    q.comes("D6", "failed")
    assert "1.9" in q.run("D6")["failed"]
    olaf.types("/release deploy crane production by hub")
    q.comes("D7", "started")
    q.succeeds("D7", "crane")
    q.hub.loses = 99
    olaf.types("/release deploy gate production by hub")
    until(lambda: bool(q.run("D8")["doubt"]), "a doubt about D8")
    s.settle()
    assert "say how it ended" in words_of(lena.sees("D8", "⚠️"))
    olaf.types("/release deploy gate production")
    assert q.run("D8")["state"] == "succeeded"
    goes_live_by_mistake(q)
    olaf.types("/release done ship/desk")
    tina.types("/release done look")


def goes_live_by_mistake(q: Quay) -> None:
    """By an emoji, and the yes it asks for; taken away, it is asked for what really runs there."""
    s = q.stage
    olaf = s.person("olaf")
    prompt = olaf.prompt("ship/desk")
    assert "People use production" in olaf.reacts("white_check_mark", on=prompt)
    assert s.item("ship/desk")["state"] == "open"
    olaf.clicks(olaf.whisper(), text="Yes, that is so")
    assert s.item("ship/desk")["state"] == "done"
    assert "not known what runs there" in olaf.unreacts("white_check_mark", on=prompt)
    assert s.shown()["deployments"][-1]["unsure_since"]
    olaf.clicks(olaf.sees("❓", "not known what runs there"), text="Nothing was done")
    assert olaf.sees("This release has not deployed desk")
    assert s.shown()["deployments"][-1]["item"] != "ship/desk"
