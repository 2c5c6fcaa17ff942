from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.platforms.calling import Down
from bot.platforms.deployments.address import place_of
from bot.platforms.deployments.run import DeploymentPlatform, Order, Progress, Started
from tests.platforms.deploys.ordering import (
    BRANCH,
    COMMIT,
    LATER,
    RUN,
    connected,
    deploying,
    down,
    ordered,
    rejected,
    started,
)
from tests.platforms.deploys.receiver import SECRET, Receiver
from tests.platforms.serving import mute, nobody, running
from tests.platforms.tracked import BRISK


@contextmanager
def on(server: Receiver, secret: str = SECRET) -> Iterator[tuple[DeploymentPlatform, Order]]:
    with running(server.app) as origin:
        plan = deploying("webhook", at=f"{origin}/deploy", parameters={"what": "<system>", "cluster": "east"})
        with connected(plan, secret=secret) as platform:
            yield platform, ordered(plan)


def a_signed_order_is_taken_on_with_its_reference() -> None:
    server = Receiver()
    with on(server) as (platform, order):
        assert platform.start(order) == Started("R1", "https://deploy.example/R1")
    assert server.orders[RUN] == {
        "run": RUN,
        "system": "boying-user",
        "environment": "production",
        "branch": BRANCH,
        "commit": COMMIT,
        "version": order.version,
        "parameters": {"what": "boying-user", "cluster": "east"},
    }


def an_order_whose_answer_was_lost_is_sent_again_and_is_still_one() -> None:
    server = Receiver(loses=1)
    with on(server) as (platform, order):
        assert down(platform.start(order)).why == "failed"
        assert started(platform.start(replace(order, again=True))).reference == "R1"
    assert (server.arrived, list(server.orders)) == (2, [RUN])


def an_order_that_is_not_wanted_is_rejected_in_its_words() -> None:
    with on(Receiver()) as (platform, order):
        refused = platform.start(replace(order, environment="test"))
    assert rejected(refused) == ("refused", "only production is deployed from here")


def an_order_signed_with_another_secret_starts_nothing() -> None:
    server = Receiver()
    with on(server, "another secret, long enough") as (platform, order):
        assert down(platform.start(order)).why == "refused"
    assert server.orders == {}


def a_run_can_be_looked_at_where_the_platform_tells() -> None:
    server = Receiver()
    with on(server) as (platform, _):
        server.tells = {"state": "succeeded", "digest": "sha256:0a1b", "finished_at": "2021-06-14T12:05:50+08:00"}
        assert platform.look("R1") == Progress("succeeded", digest="sha256:0a1b", finished_at=LATER)
        server.tells = {"state": "finished"}
        assert down(platform.look("R1")).why == "not-understood"


def a_platform_that_only_calls_back_tells_nothing_when_asked() -> None:
    with on(Receiver()) as (platform, _):
        assert platform.look("R1") == Progress("unknown")


@pytest.mark.parametrize("said", [b"", b"[]", b"{}", b"7"])
def a_platform_that_gives_no_reference_goes_by_ours(said: bytes) -> None:
    def take(_request: Request) -> Response:
        return Response(said, 202)

    with running(Starlette(routes=[Route("/", take, methods=["POST"])])) as origin:
        plan = deploying("webhook", at=f"{origin}/")
        with connected(plan, secret=SECRET) as platform:
            assert platform.start(ordered(plan)) == Started(RUN)


def an_order_is_carried_to_no_other_host() -> None:
    taken: list[Any] = []

    def take(request: Request) -> Response:
        taken.append(request)
        return Response(status_code=202)

    def away(_request: Request) -> Response:
        return RedirectResponse(f"{other}/", 307)

    with (
        running(Starlette(routes=[Route("/", take, methods=["POST"])])) as other,
        running(Starlette(routes=[Route("/", away, methods=["POST"])])) as origin,
    ):
        plan = deploying("webhook", at=origin)
        with connected(plan, secret=SECRET) as platform:
            assert down(platform.start(ordered(plan))).why == "redirected"
    assert taken == []


def a_platform_that_is_down_or_mute_leaves_open_whether_it_started() -> None:
    plan = deploying("webhook", at=nobody())
    with connected(plan, secret=SECRET) as platform:
        assert down(platform.start(ordered(plan))).why == "unreachable"
    with mute() as origin:
        plan = deploying("webhook", at=origin)
        with connected(plan, secret=SECRET, limits=BRISK) as platform:
            assert down(platform.start(ordered(plan))).why == "timed-out"


@pytest.mark.parametrize(
    ("kind", "at", "token", "secret", "why"),
    [
        ("webhook", "https://hub.example", "", "", Down("no-credentials", "OUR_HUB")),
        ("jenkins", "https://hub.example", "", SECRET, Down("no-credentials", "OUR_HUB")),
        ("github", "not a repository", "t", "", Down("no-address", "not a repository")),
        ("gitlab", "https://gitlab.example/", "t", "", Down("no-address", "https://gitlab.example/")),
        ("gitlab", "http://gitlab.example/a/b", "t", "", Down("insecure", "http://gitlab.example/a/b")),
    ],
)
def what_cannot_be_connected_says_so_and_starts_nothing(kind: str, at: str, token: str, secret: str, why: Down) -> None:
    plan = deploying(kind, at=at, job="x")
    with connected(plan, token, secret) as platform:
        assert (platform.start(ordered(plan)), platform.look("1")) == (why, why)


def no_record_alone_is_given_credentials() -> None:
    ours, theirs = (deploying("webhook", at=at) for at in ("https://hub.example/", "https://hub.evil.example/"))
    with connected(theirs, "token", SECRET, installed=ours) as platform:
        assert platform.start(ordered(theirs)) == Down("not-permitted", "our-hub")


def a_name_that_fills_in_an_address_leads_to_no_other_host() -> None:
    platform = deploying("webhook", at="https://<system>.hub.example/").platforms["our-hub"]
    fine = place_of(platform, "boying-user", "production")
    assert fine and fine.api == "https://boying-user.hub.example"
    assert place_of(platform, "evil.example/?", "production") is None
