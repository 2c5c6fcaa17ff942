from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.platforms.calling import Down
from bot.platforms.deployments.run import DeploymentPlatform, Order
from tests.platforms.deploys.lab import PROJECT, SHA, TOKEN, Lab
from tests.platforms.deploys.ordering import (
    LATER,
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


@contextmanager
def on(server: Lab, token: str = TOKEN, **part: Any) -> Iterator[tuple[DeploymentPlatform, Order, str]]:
    with running(server.app) as origin:
        plan = deploying("gitlab", **{"at": f"{origin}/{PROJECT}", "parameters": {"RUN": "<run>"}, **part})
        with connected(plan, token) as platform:
            yield platform, ordered(plan), f"{origin}/{PROJECT}"


@pytest.fixture(scope="module")
def followed() -> Iterator[tuple[Lab, DeploymentPlatform, str]]:
    """A pipeline that was created, its platform, and the project's address."""
    server = Lab()
    with on(server) as (platform, order, web):
        started(platform.start(order))
        yield server, platform, web


def an_order_creates_one_pipeline_with_its_variables() -> None:
    server = Lab()
    with on(server, parameters={"RUN": "<run>", "WHAT": "<system>@<version>"}) as (platform, order, web):
        said = started(platform.start(order))
    assert (said.reference, said.url) == ("1", f"{web}/-/pipelines/1")
    assert server.pipelines[0]["ref"] == "release/2021.06"
    assert server.variables == [
        [{"key": "RUN", "value": RUN}, {"key": "WHAT", "value": f"boying-user@{order.version}"}]
    ]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("created", "queued"),
        ("waiting_for_resource", "queued"),
        ("preparing", "queued"),
        ("pending", "queued"),
        ("manual", "queued"),
        ("scheduled", "queued"),
        ("running", "running"),
        ("canceling", "running"),
        ("success", "succeeded"),
        ("failed", "failed"),
        ("canceled", "cancelled"),
        ("skipped", "cancelled"),
        ("hovering", "unknown"),
    ],
)
def a_pipeline_stands_as_its_status_says(
    followed: tuple[Lab, DeploymentPlatform, str], status: str, state: str
) -> None:
    server, platform, web = followed
    server.happens(1, status)
    seen = progress(platform.look("1"))
    assert (seen.state, seen.detail, seen.url, seen.commit) == (state, status, f"{web}/-/pipelines/1", SHA)
    assert seen.finished_at == (LATER if state in ("succeeded", "failed", "cancelled") else None)


def a_pipeline_of_another_branch_does_not_tell_the_commit_it_deploys() -> None:
    with on(Lab(), ref="main") as (platform, order, _):
        assert progress(platform.look(started(platform.start(order)).reference)).commit == ""


def an_order_whose_answer_was_lost_is_found_by_its_variable_and_not_started_twice() -> None:
    server = Lab(loses=1)
    with on(server) as (platform, order, _):
        assert down(platform.start(order)).why == "failed"
        assert started(platform.start(replace(order, run="other", parameters={"RUN": "other"}))).reference == "2"
        assert started(platform.start(replace(order, again=True))).reference == "1"
        assert started(platform.start(replace(order, run="new", again=True))).reference == "3"


def a_branch_that_is_not_there_is_rejected_in_gitlabs_words() -> None:
    with on(Lab(), ref="gone") as (platform, order, _):
        assert rejected(platform.start(order)) == ("refused", '{"base": ["Reference not found"]}')
        assert rejected(platform.start(replace(order, ref=""))) == ("no-branch", "boying-user")


def a_project_that_is_not_there_is_rejected() -> None:
    server = Lab()
    with running(server.app) as origin:
        plan = deploying("gitlab", at=f"{origin}/boying/lost")
        with connected(plan, TOKEN) as platform:
            assert rejected(platform.start(ordered(plan)))[0] == "not-there"


@pytest.mark.parametrize("reference", ["99", "x", "../1"])
def a_run_that_nobody_knows_is_not_found(reference: str) -> None:
    with on(Lab()) as (platform, _, _):
        assert down(platform.look(reference)).why == "not-found"


def a_wrong_token_starts_nothing() -> None:
    server = Lab()
    with on(server, "glpat-wrong") as (platform, order, _):
        assert platform.start(order) == Down("refused", "401 Unauthorized")
    assert server.pipelines == []


def a_gitlab_that_is_down_or_mute_leaves_open_whether_it_started() -> None:
    plan = deploying("gitlab", at=f"{nobody()}/{PROJECT}")
    with connected(plan, TOKEN) as platform:
        assert down(platform.start(ordered(plan))).why == "unreachable"
    with mute() as origin:
        plan = deploying("gitlab", at=f"{origin}/{PROJECT}")
        with connected(plan, TOKEN, limits=BRISK) as platform:
            assert down(platform.start(ordered(plan))).why == "timed-out"
