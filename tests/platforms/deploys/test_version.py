from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.domain.plan import watching
from bot.platforms.calling import Limits
from bot.platforms.deployments.connecting import confirmed_by
from bot.platforms.deployments.run import Order, Progress
from bot.platforms.deployments.version import agrees, confirmed
from tests.platforms.deploys.ordering import COMMIT, SYSTEM, deploying, ordered
from tests.platforms.serving import mute, nobody, running
from tests.platforms.tracked import BRISK, NOW, Hand

SETTLE = timedelta(minutes=2)
DONE = Progress("succeeded", "success", "https://ci.example/1", finished_at=NOW)
ORDER = ordered(deploying("webhook", at="https://hub.example"))
LATE = timedelta(minutes=3)
OTHER = "0" * 39 + "1"


@contextmanager
def telling(page: Any) -> Iterator[str]:
    def tell(_request: Request) -> Response:
        return page if isinstance(page, Response) else JSONResponse(page)

    with running(Starlette(routes=[Route("/version", tell)])) as origin:
        yield f"{origin}/version"


def judged(
    address: str, progress: Progress = DONE, order: Order = ORDER, late: timedelta = LATE, **other: Any
) -> Progress:
    clock = Hand()
    clock.now += late
    return confirmed(progress, order, address, SETTLE, clock, **other)


@pytest.mark.parametrize(
    ("page", "commit", "version", "fits"),
    [
        (COMMIT, COMMIT, "1.2", True),
        (f'{{"git": {{"commit": {{"id": "{COMMIT[:7]}"}}}}, "build": {{"version": "0.9"}}}}', COMMIT, "1.2", True),
        (f"<p>Build {COMMIT.upper()}.</p>", COMMIT, "1.2", True),
        ('{"version": "1.2"}', COMMIT, "1.2", True),
        ('{"version": "1.2"}', "", "1.2", True),
        (f'{{"version": "1.2", "commit": "{OTHER[:-1]}f"}}', COMMIT, "1.2", False),
        ('{"version": "1.2"}', COMMIT, "1.20", False),
        ('{"version": "1.20"}', COMMIT, "1.2", False),
        ('{"version": "1.2.1"}', COMMIT, "1.2", False),
        ("", COMMIT, "1.2", False),
        (COMMIT[:6], COMMIT, "1.2", False),
        ("1.0.0-SNAPSHOT", "", "1.0.0-SNAPSHOT", True),
    ],
)
def a_page_agrees_when_it_names_the_commit_or_the_version_and_no_other_commit(
    page: str,
    commit: str,
    version: str,
    fits: bool,  # noqa: FBT001
) -> None:
    assert agrees(page, commit, version) is fits


def a_success_that_the_system_itself_confirms_stands() -> None:
    with telling({"commit": COMMIT}) as address:
        assert judged(address) == DONE


def a_platform_that_lies_has_failed_with_what_runs_there() -> None:
    with telling({"commit": OTHER, "version": "0.9"}) as address:
        seen = judged(address)
    assert (seen.state, seen.reason, seen.url) == ("failed", "says-otherwise", DONE.url)
    assert OTHER in seen.detail


def a_system_has_some_time_to_come_up_before_its_platform_is_a_liar() -> None:
    with telling({"commit": OTHER}) as address:
        waiting = judged(address, late=timedelta(minutes=1))
    assert (waiting.state, waiting.finished_at) == ("running", None)
    assert judged(nobody(), late=timedelta(minutes=1)).state == "running"


def a_success_without_a_time_is_judged_at_once() -> None:
    with telling({"commit": OTHER}) as address:
        assert judged(address, replace(DONE, finished_at=None), late=timedelta()).state == "failed"


def a_page_that_cannot_be_had_says_nothing_for_or_against() -> None:
    down = judged(nobody())
    assert (down.state, down.reason, down.detail.partition(":")[0]) == ("unknown", "says-nothing", "unreachable")
    with telling(PlainTextResponse("x" * 99_000)) as address:
        assert judged(address).detail.startswith("too-large")
    with telling(PlainTextResponse(COMMIT, 503)) as address:
        assert judged(address).detail == "failed: HTTP 503"
    with mute() as origin:
        assert judged(origin, limits=BRISK).detail.startswith("timed-out")


def a_page_elsewhere_is_not_asked() -> None:
    with telling({"commit": COMMIT}) as elsewhere, telling(RedirectResponse(elsewhere)) as address:
        seen = judged(address)
    assert (seen.state, seen.detail.partition(":")[0]) == ("unknown", "redirected")


def nothing_is_said_to_the_inside_of_a_cloud_whatever_name_leads_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "METADATA", (ip_network("127.0.0.1"),))  # a cloud that keeps its inside here
    asked: list[Request] = []
    with counting(asked.append) as address:
        seen = judged(address.replace("127.0.0.1", "localhost"))
    assert (seen.state, seen.reason, seen.detail) == ("unknown", "says-nothing", "not-allowed: 127.0.0.1")
    assert asked == []


def a_page_that_redirects_for_ever_is_left() -> None:
    with telling(RedirectResponse("/version")) as address:
        assert judged(address).detail.startswith("redirected")


@pytest.mark.parametrize("state", ["queued", "running", "failed", "cancelled", "unknown"])
def only_a_success_is_asked_about(state: Any) -> None:
    asked: list[Request] = []
    with counting(asked.append) as address:
        assert judged(address, Progress(state)) == Progress(state)
    assert asked == []


@contextmanager
def counting(count: Callable[[Request], None]) -> Iterator[str]:
    def tell(request: Request) -> Response:
        count(request)
        return PlainTextResponse("")

    with running(Starlette(routes=[Route("/", tell)])) as origin:
        yield f"{origin}/"


def a_platform_that_tells_another_commit_than_ordered_has_failed() -> None:
    seen = judged("", replace(DONE, commit=OTHER))
    assert (seen.state, seen.reason, seen.detail) == ("failed", "other-commit", OTHER)
    assert judged("", replace(DONE, commit=COMMIT[:12])).state == "succeeded"
    assert judged("", replace(DONE, commit=OTHER), replace(ORDER, commit="")).state == "succeeded"


def the_plan_says_whom_to_ask() -> None:
    with telling({"commit": COMMIT}) as address:
        asking = deploying("webhook", at="https://hub.example", version_at=address.replace("version", "<system>"))
        assert confirmed_by(asking, ORDER, DONE, Hand()).state == "running", "there is no page of that name"
        asking = deploying("webhook", at="https://hub.example", version_at=address)
        assert confirmed_by(asking, ORDER, DONE, Hand()) == DONE
    silent = deploying("webhook", at="https://hub.example", systems=("boying-web",), version_at=nobody())
    assert confirmed_by(silent, ORDER, DONE, Hand()) == DONE
    assert SYSTEM not in silent.platforms["our-hub"].systems


def what_is_read_of_a_page_is_little() -> None:
    with telling(PlainTextResponse("y" * 500)) as address:
        assert judged(address).detail == "y" * 200
        assert judged(address, limits=Limits(largest=100)).reason == "says-nothing"
