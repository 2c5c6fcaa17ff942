"""A platform is asked whether it would take an order, and is given none."""

from pathlib import Path

import pytest

from bot.platforms.calling import Down
from bot.platforms.deployments.run import Rejected
from tests.platforms.deploys.actions import Actions
from tests.platforms.deploys.controller import Controller
from tests.platforms.deploys.lab import Lab
from tests.platforms.deploys.receiver import Receiver
from tests.platforms.deploys.test_command import local
from tests.platforms.deploys.test_github_actions import on as on_github
from tests.platforms.deploys.test_gitlab import on as on_gitlab
from tests.platforms.deploys.test_jenkins import on as on_jenkins
from tests.platforms.deploys.test_webhook import on as on_webhook


def nothing_speaks_against_an_order_and_none_is_given() -> None:
    actions, lab, controller, receiver = Actions(), Lab(), Controller(), Receiver()
    with (
        on_github(actions) as (github, *_),
        on_gitlab(lab) as (gitlab, *_),
        on_jenkins(controller) as (jenkins, *_),
        on_webhook(receiver) as (webhook, *_),
    ):
        assert [each.probe() for each in (github, gitlab, jenkins, webhook)] == [None] * 4
    assert (actions.runs, controller.submitted, receiver.orders) == ([], [], {})


def what_refuses_our_credentials_says_so() -> None:
    with (
        on_github(Actions(), "another") as (github, *_),
        on_gitlab(Lab(), "another") as (gitlab, *_),
        on_jenkins(Controller(), "some:body") as (jenkins, *_),
        on_webhook(Receiver(), "another-secret-0123") as (webhook, *_),
    ):
        answers = [each.probe() for each in (github, gitlab, jenkins, webhook)]
    assert [each.why for each in answers if isinstance(each, Down)] == ["refused"] * 4


def a_job_that_is_not_there_is_named() -> None:
    with on_github(Actions(), job="other.yml") as (github, *_):
        answer = github.probe()
    assert isinstance(answer, Rejected)
    assert (answer.why, answer.detail.endswith("/workflows/other.yml")) == ("not-there", True)


@pytest.mark.parametrize("place", ["there", "there/not/yet"])
def a_local_command_needs_its_program_and_a_place_for_its_runs(tmp_path: Path, place: str) -> None:
    (tmp_path / "there").mkdir()
    assert local(tmp_path / place, "pass").probe() is None
