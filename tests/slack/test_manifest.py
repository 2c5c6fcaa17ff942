"""The app's own manifest is one that Slack takes, and declares what the app lives on."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.slack.manifest import EVENTS, manifest
from bot.talk.workflows import FUNCTIONS
from sandbox.setup.manifest import load_manifest, manifest_from

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "manifest.json"
SCHEMA = ROOT.parent / "shared" / "slack-truth" / "manifest.schema.2.0.0.json"
URL = "https://captain.example.org"


def the_manifest_is_one_that_slack_takes() -> None:
    known = load_manifest(SHIPPED)
    assert known.commands["/release"].should_escape
    assert known.socket_mode


def the_manifest_that_is_shipped_is_the_one_that_is_printed() -> None:
    assert json.loads(SHIPPED.read_text(encoding="utf-8")) == manifest(), "python -m bot manifest > manifest.json"
    printed = CliRunner().invoke(cli, ["manifest"], env={"SLACK_COMMAND": ""})
    assert printed.stdout == SHIPPED.read_text(encoding="utf-8")


def an_installation_names_the_command_by_its_environment_or_as_it_prints_the_manifest() -> None:
    for arguments, environment in (([], "/captain"), (["--command", "/captain"], "/other")):
        printed = CliRunner().invoke(cli, ["manifest", *arguments], env={"SLACK_COMMAND": environment})
        assert list(manifest_from(json.loads(printed.stdout)).commands) == ["/captain"]


def an_installation_by_http_is_reached_at_one_address_and_needs_no_socket() -> None:
    printed = CliRunner().invoke(cli, ["manifest", "--url", f"{URL}/"])
    known = manifest_from(json.loads(printed.stdout))
    assert not known.socket_mode
    assert {known.events_url, known.interactivity_url, known.commands["/release"].url} == {URL + EVENTS}


def an_installation_with_a_paid_plan_offers_every_step_that_is_served_and_no_other() -> None:
    printed = CliRunner().invoke(cli, ["manifest", "--workflow-steps", "--url", URL])
    known = manifest_from(json.loads(printed.stdout))
    assert set(known.functions) == set(FUNCTIONS)
    assert known.events_url == URL + EVENTS
    assert not load_manifest(SHIPPED).functions


@pytest.mark.parametrize("arguments", [("--url", "http://captain.example.org"), ("--command", "captain")])
def a_manifest_that_slack_would_refuse_is_not_printed(arguments: tuple[str, ...]) -> None:
    refused = CliRunner().invoke(cli, ["manifest", *arguments])
    assert (refused.exit_code, refused.stdout) == (2, "")


@pytest.mark.skipif(not SCHEMA.exists(), reason="Slack's schema of a manifest is not at hand")
@pytest.mark.parametrize(
    "made", [manifest(), manifest("/captain", URL), manifest(workflow_steps=True)], ids=["socket", "http", "steps"]
)
def a_manifest_keeps_to_slacks_schema(made: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(made)] == []
