from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.platforms.calling import Down
from bot.platforms.deployments.run import DeploymentPlatform, Order, Progress
from tests.platforms.deploys.controller import JOB, PASSWORD, SHA, TOKEN, Controller
from tests.platforms.deploys.ordering import (
    COMMIT,
    RUN,
    connected,
    deploying,
    down,
    ordered,
    progress,
    rejected,
    started,
)
from tests.platforms.serving import mute, nobody, running
from tests.platforms.tracked import BRISK

PATH = "job/production/job/deploy%20all"
PARAMETERS = {"RUN": "<run>", "WHAT": "<system> <version>", "WHERE": "<environment>", "COMMIT": "<commit>"}


@contextmanager
def on(server: Controller, token: str = TOKEN, **part: Any) -> Iterator[tuple[DeploymentPlatform, Order, str]]:
    with running(server.app) as origin:
        at = f"{origin}/jenkins"
        plan = deploying("jenkins", **{"at": at, "job": "<environment>/deploy all", "parameters": PARAMETERS, **part})
        with connected(plan, token) as platform:
            yield platform, ordered(plan), at


def the_job_of_the_tests_is_the_one_that_is_asked_for() -> None:
    assert JOB == "production/deploy all"


def an_order_becomes_a_queue_item_with_its_parameters() -> None:
    server = Controller()
    with on(server) as (platform, order, at):
        said = started(platform.start(order))
    assert (said.reference, said.url) == ("41", f"{at}/{PATH}/")
    assert server.submitted == [
        {"RUN": RUN, "WHAT": f"boying-user {order.version}", "WHERE": "production", "COMMIT": COMMIT}
    ]


def an_order_is_followed_from_the_queue_through_its_build_long_after_the_item_is_forgotten() -> None:
    server = Controller()
    with on(server) as (platform, order, at):
        item = started(platform.start(order)).reference
        assert platform.look(item) == Progress("queued", "In the quiet period. Expires in 4.9 sec", f"{at}/{PATH}/")
        build = server.leaves(41)
        assert platform.look(item) == Progress("running", "", f"{at}/{PATH}/1/")
        server.queue.clear()
        server.builds.insert(0, {**build, "number": 2, "queueId": 42, "result": "FAILURE"})
        build.update(building=False, result="SUCCESS", duration=40_000)
        seen = progress(platform.look(item))
    assert (seen.state, seen.detail, seen.url) == ("succeeded", "SUCCESS", f"{at}/{PATH}/1/")
    assert seen.finished_at == datetime(2021, 6, 14, 4, 5, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("result", "state"),
    [
        ("FAILURE", "failed"),
        ("UNSTABLE", "failed"),
        ("ABORTED", "cancelled"),
        ("NOT_BUILT", "cancelled"),
        ("DIVINE", "unknown"),
    ],
)
def a_build_ended_as_its_result_says(result: str, state: str) -> None:
    server = Controller()
    with on(server) as (platform, order, _):
        item = started(platform.start(order)).reference
        server.leaves(41).update(building=False, result=result)
        assert progress(platform.look(item)).state == state


def an_item_that_was_taken_out_of_the_queue_is_cancelled() -> None:
    server = Controller()
    with on(server) as (platform, order, _):
        item = started(platform.start(order)).reference
        server.queue[41].update(_class="hudson.model.Queue$LeftItem", cancelled=True, why=None)
        assert progress(platform.look(item)).state == "cancelled"


def the_commit_that_was_checked_out_is_told_where_no_other_was_ordered() -> None:
    server = Controller()
    with on(server, parameters={"RUN": "<run>"}) as (platform, order, _):
        item = started(platform.start(order)).reference
        build = server.leaves(41)
        assert progress(platform.look(item)).commit == SHA
        build["actions"].append({"lastBuiltRevision": {"SHA1": "0" * 40}})
        assert progress(platform.look(item)).commit == "", "of two repositories nobody knows which is meant"


def a_password_takes_a_crumb_of_the_same_session() -> None:
    server = Controller()
    with on(server, PASSWORD) as (platform, order, _):
        assert started(platform.start(order)).reference == "41"
    assert len(server.submitted) == 1


@pytest.mark.parametrize("left", [True, False])
def an_order_whose_answer_was_lost_is_found_waiting_or_running(left: bool) -> None:  # noqa: FBT001
    server = Controller(loses=1)
    with on(server) as (platform, order, _):
        assert down(platform.start(order)).why == "failed"
        if left:
            server.leaves(41)
        assert started(platform.start(replace(order, again=True))).reference == "41"
        assert started(platform.start(replace(order, run="other", parameters={"RUN": "other"}))).reference == "42"
    assert len(server.submitted) == 2


def a_job_that_is_not_there_is_rejected() -> None:
    with on(Controller(), job="nowhere") as (platform, order, at):
        assert rejected(platform.start(order)) == ("not-there", f"{at}/job/nowhere/buildWithParameters")


@pytest.mark.parametrize("reference", ["99", "x", "-1"])
def a_run_that_nobody_knows_is_not_found(reference: str) -> None:
    with on(Controller()) as (platform, _, _):
        assert down(platform.look(reference)).why == "not-found"


def a_wrong_password_starts_nothing() -> None:
    server = Controller()
    with on(server, "release:wrong") as (platform, order, _):
        assert platform.start(order) == Down("refused", "")
    assert server.submitted == []


def a_controller_that_is_down_or_mute_leaves_open_whether_it_started() -> None:
    plan = deploying("jenkins", at=nobody(), job="x")
    with connected(plan, TOKEN) as platform:
        assert down(platform.start(ordered(plan))).why == "unreachable"
    with mute() as origin:
        plan = deploying("jenkins", at=origin, job="x")
        with connected(plan, TOKEN, limits=BRISK) as platform:
            assert down(platform.look("41")).why == "timed-out"
