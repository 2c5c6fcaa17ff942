from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.platforms.calling import Down
from bot.platforms.deployments.run import DeploymentPlatform, Order, Progress
from tests.platforms.deploys.actions import NAME, SHA, TOKEN, Actions
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
from tests.platforms.tracked import BRISK, NOW


@contextmanager
def on(server: Actions, token: str = TOKEN, **part: Any) -> Iterator[tuple[DeploymentPlatform, Order, str]]:
    with running(server.app) as origin:
        plan = deploying("github", **{"at": f"{origin}/{NAME}", "job": "deploy.yml", **part})
        with connected(plan, token) as platform:
            yield platform, ordered(plan), f"{origin}/{NAME}"


@pytest.fixture(scope="module")
def followed() -> Iterator[tuple[Actions, DeploymentPlatform, str]]:
    """A run that was started, its platform, and the repository's address."""
    server = Actions()
    with on(server) as (platform, order, web):
        started(platform.start(order))
        yield server, platform, web


def an_order_starts_one_run_with_its_inputs_and_tells_which() -> None:
    server = Actions()
    with on(server) as (platform, order, web):
        said = started(platform.start(order))
    assert (said.reference, said.url) == ("1", f"{web}/actions/runs/1")
    (asked,) = server.asked
    assert asked["ref"] == "release/2021.06"
    assert asked["inputs"] == {
        "run": RUN,
        "system": "boying-user",
        "environment": "production",
        "branch": "release/2021.06",
        "commit": SHA,
        "version": order.version,
    }


@pytest.mark.parametrize(
    ("status", "conclusion", "state"),
    [
        ("queued", None, "queued"),
        ("waiting", None, "queued"),
        ("in_progress", None, "running"),
        ("completed", "success", "succeeded"),
        ("completed", "failure", "failed"),
        ("completed", "timed_out", "failed"),
        ("completed", "startup_failure", "failed"),
        ("completed", "cancelled", "cancelled"),
        ("completed", "skipped", "cancelled"),
        ("completed", "neutral", "unknown"),
        ("completed", "action_required", "unknown"),
        ("hovering", None, "unknown"),
    ],
)
def a_run_stands_as_its_status_and_conclusion_say(
    followed: tuple[Actions, DeploymentPlatform, str], status: str, conclusion: str | None, state: str
) -> None:
    server, platform, web = followed
    server.happens(1, status, conclusion)
    seen = progress(platform.look("1"))
    assert (seen.state, seen.detail, seen.url) == (state, conclusion or status, f"{web}/actions/runs/1")
    assert seen.finished_at == (LATER if state in ("succeeded", "failed", "cancelled") else None)


@pytest.mark.parametrize(
    ("part", "commit"),
    [
        ({"parameters": {"run": "<run>"}}, SHA),
        ({"parameters": {"run": "<run>"}, "ref": "main"}, ""),
        ({}, ""),
    ],
)
def a_runs_commit_is_the_one_deployed_where_it_runs_on_that_branch_and_is_told_no_other(
    part: dict[str, Any], commit: str
) -> None:
    server = Actions()
    with on(server, **part) as (platform, order, _):
        platform.start(order)
        assert progress(platform.look("1")).commit == commit


def an_older_server_is_asked_for_the_run_with_our_id_in_its_name() -> None:
    server = Actions(old=True)
    with on(server) as (platform, order, _):
        server.run(f"Deploy boying-web ({RUN}0)")  # another one's id that begins like ours
        said = started(platform.start(order))
        assert [set(asked) for asked in server.asked] == [{"ref", "inputs", "return_run_details"}, {"ref", "inputs"}]
        server.happens(2, "in_progress")
        assert progress(platform.look(said.reference)).state == "running"


def a_run_that_is_not_listed_yet_is_not_known_to_run() -> None:
    server = Actions(old=True)
    with on(server) as (platform, order, _):
        said = started(platform.start(order))
        server.runs.clear()
        assert platform.look(said.reference) == Progress("unknown")


def an_order_whose_answer_was_lost_is_found_and_not_started_twice() -> None:
    server = Actions(loses=1)
    with on(server) as (platform, order, web):
        lost = down(platform.start(order))
        assert (lost.why, lost.again_at and lost.again_at > NOW) == ("failed", True)
        found = started(platform.start(replace(order, again=True)))
    assert (found.reference, found.url, len(server.runs)) == ("1", f"{web}/actions/runs/1", 1)


def an_order_that_never_arrived_is_started_when_it_is_repeated() -> None:
    server = Actions()
    with on(server) as (platform, order, _):
        server.run("Deploy boying-user (somebody-else)")
        assert started(platform.start(replace(order, again=True))).reference == "2"


@pytest.mark.parametrize(
    ("part", "why", "said"),
    [
        ({"parameters": {"colour": "blue"}}, "refused", "Unexpected inputs provided: ['colour']"),
        ({"ref": "gone"}, "refused", "No ref found for: gone"),
        ({"job": "lost.yml"}, "not-there", "workflows/lost.yml/dispatches"),
    ],
)
def what_the_workflow_does_not_take_is_rejected_in_its_words(part: dict[str, Any], why: str, said: str) -> None:
    with on(Actions(), **part) as (platform, order, _):
        told, detail = rejected(platform.start(order))
    assert told == why
    assert detail.endswith(said)


def a_system_without_a_branch_has_nothing_to_run_on() -> None:
    server = Actions()
    with on(server) as (platform, order, _):
        assert rejected(platform.start(replace(order, ref=""))) == ("no-branch", "boying-user")
    assert server.asked == []


@pytest.mark.parametrize("reference", ["99", "x", "../../user", "１"])
def a_run_that_nobody_knows_is_not_found(reference: str) -> None:
    with on(Actions()) as (platform, _, _):
        assert down(platform.look(reference)).why == "not-found"


def a_wrong_token_starts_nothing() -> None:
    server = Actions()
    with on(server, token="github_pat_wrong") as (platform, order, _):  # noqa: S106
        assert platform.start(order) == Down("refused", "Bad credentials")
    assert server.runs == []


def a_platform_that_is_down_or_mute_leaves_open_whether_it_started() -> None:
    plan = deploying("github", at=f"{nobody()}/{NAME}", job="deploy.yml")
    with connected(plan, TOKEN) as platform:
        assert down(platform.start(ordered(plan))).why == "unreachable"
    with mute() as origin:
        plan = deploying("github", at=f"{origin}/{NAME}", job="deploy.yml")
        with connected(plan, TOKEN, limits=BRISK) as platform:
            silent = down(platform.start(ordered(plan)))
    assert (silent.why, silent.again_at and silent.again_at > NOW) == ("timed-out", True)
