"""Bugs kept in GitHub: the gate follows them, shuts while GitHub is silent, and heeds its signed webhooks alone."""

import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
from starlette.responses import JSONResponse

from bot.domain.plan import as_data
from bot.plans.file import read_plan
from bot.platforms.signatures import dated
from bot.rehearse.stage import staged
from tests.domain.workshop import workshop
from tests.platforms.hub import NAME, TOKEN, Hub, issue
from tests.platforms.serving import running
from tests.scenarios.people import Someone
from tests.scenarios.stage import Stage, stage, until

SECRET = "a secret of sixteen and more"  # noqa: S105
EVERY = timedelta(minutes=5)
OPEN = issue(7, "sev-a", "web", "test", title="White page", updated_at="2021-06-01T00:00:00Z")
CLOSED = OPEN | {"state": "closed", "updated_at": "2021-06-01T01:00:00Z"}
AGAIN = OPEN | {"updated_at": "2021-06-01T02:00:00Z"}


def planned(folder: Path, origin: str) -> Path:
    """The workshop's plan as a file, its bugs in the GitHub at this origin."""
    data = as_data(workshop(tracked=True))
    data["bugs"]["tracker"]["at"] = f"{origin}/{NAME}"
    path = folder / "plan.yaml"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@contextmanager
def team(folder: Path, hub: Hub) -> Iterator[Stage]:
    """The workshop, with its bugs in this GitHub, deployed to test."""
    with (
        running(hub.app) as origin,
        stage(plan=planned(folder, origin), tracker_token=TOKEN, tracker_secret=SECRET) as s,
    ):
        s.person("lena").types("/release start")
        s.signs("deploy")
        yield s


def stands(s: Stage, state: str) -> None:
    """The gate comes to stand so by what the tracker tells."""
    until(lambda: s.item("gate")["state"] == state, f"a gate that is {state}")
    s.settle()


def asks_again(s: Stage, hub: Hub) -> None:
    """Five minutes later the tracker has been asked once more."""
    asked = len(hub.asked)
    s.clock.move(EVERY.total_seconds())
    until(lambda: len(hub.asked) > asked, "a question to the tracker")


def messages_of(lead: Someone) -> list[str]:
    return [message.text for message in lead.dms() if "tracker" in message.text]


def posted(s: Stage, path: str, body: bytes, **headers: str) -> int:
    sent = {name.replace("_", "-"): each for name, each in headers.items()}
    return httpx.post(f"{s.address}{path}", content=body, headers=sent, timeout=20).status_code


def hooked(s: Stage, told: dict[str, Any], delivery: str, secret: str = SECRET) -> int:
    repository = {"full_name": NAME, "html_url": f"https://github.example/{NAME}"}
    body = json.dumps({"action": "edited", "issue": told, "repository": repository}).encode()
    signature = "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()
    return posted(
        s, "/hooks/github", body, x_github_event="issues", x_github_delivery=delivery, x_hub_signature_256=signature
    )


def a_gate_follows_the_bugs_in_github(tmp_path: Path) -> None:
    hub = Hub(OPEN)
    with team(tmp_path, hub) as s:
        lead, tina = s.cast("lena", "tina")
        until(lambda: bool(s.bot.core.records.look(s.plan.release).tracking.heard), "the tracker's first answer")
        assert "A" in tina.types("/release done gate")
        assert s.item("gate")["state"] == "blocked"

        hub.issues = [CLOSED]
        asks_again(s, hub)
        stands(s, "open")

        hub.trouble = lambda _: JSONResponse({"message": "unicorn"}, 503)
        asks_again(s, hub)
        stands(s, "blocked")
        assert "HTTP 503" in tina.types("/release done gate")
        assert "HTTP 503" in tina.types("/release why gate")
        asks_again(s, hub)
        s.settle()
        (told,) = messages_of(lead)
        assert "cannot be asked" in told

        hub.trouble = lambda _: None
        asks_again(s, hub)
        stands(s, "open")
        (told,) = messages_of(lead)
        assert "answers again" in told

        tina.types("/release done gate")
        assert s.item("gate")["state"] == "done"
        hub.issues = [AGAIN]
        assert hooked(s, AGAIN, "d-1") == 200
        stands(s, "blocked")
        assert hooked(s, AGAIN, "d-1") == 200


def a_webhook_that_is_forged_old_or_endless_changes_nothing(tmp_path: Path) -> None:
    hub = Hub()
    with team(tmp_path, hub) as s:
        stands(s, "open")
        version = s.bot.core.records.look(s.plan.release).version
        assert hooked(s, OPEN, "d-1", secret="somebody else's secret") == 401  # noqa: S106
        assert hooked(s, OPEN | {"body": "x" * 5_000_000}, "d-2") == 413
        stamp = str(int((s.now() - timedelta(minutes=6)).timestamp()))
        own = json.dumps({"release": s.plan.release}).encode()
        assert posted(
            s, "/hooks/bugs", own, x_release_timestamp=stamp, x_release_signature=dated(SECRET, own, stamp)
        ) == 401  # fmt: skip
        assert s.bot.core.records.look(s.plan.release).version == version
        assert s.item("gate")["state"] == "open"


def a_rehearsal_calls_no_tracker(tmp_path: Path) -> None:
    hub = Hub(OPEN)
    with running(hub.app) as origin:
        path = planned(tmp_path, origin)
        plan = read_plan(path).plan
        assert plan
        with staged(path, plan) as rehearsal:
            assert rehearsal.server.person("lena").types("/release start").failed is None
            (release,) = rehearsal.records.releases()
            bugs = rehearsal.records.look(release.release).plan.bugs
            assert bugs
            assert bugs.tracker is None
    assert hub.asked == []
