"""What `check` finds about a plan's deployment platforms, on its line; each row changes one line of what is right."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plan import Plan, as_data, untracked
from bot.domain.plan.platforms import BLANKS, Platform, blanks, filled
from bot.plans.file import examine, read_plan

SMALL = (Path(__file__).parents[1] / "plans" / "small.yaml").read_text(encoding="utf-8")
NOW = datetime(2030, 1, 7, tzinfo=UTC)
PLATFORMS = """\
platforms:
  our-jenkins:
    kind: jenkins
    at: https://ci.small.example/jenkins
    job: <environment>/deploy-<system>
    environments: [stage, live]
    systems: [web]
    parameters: {RUN: <run>, BRANCH: <branch>, COMMIT: <commit>}
    version_at: https://<system>.<environment>.small.example/version
  scripts:
    kind: command
    environments: live
    systems: db
    command: [deploy/db, --live]
    within: 10m
"""


def examined(tmp_path: Path, old: str = "", new: str = "") -> list[tuple[str, str, str]]:
    """Severity, code and line of every finding in the plan with these platforms, one line of them changed."""
    assert not old or PLATFORMS.count(old) == 1
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL + (PLATFORMS.replace(old, new) if old else PLATFORMS), encoding="utf-8")
    file = examine(path, NOW)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all("{" not in line for line in (*file.told("en"), *file.told("zh-CN"))), "every name is filled in"
    return [(each.severity, each.code, lines[file.sheet.line(each.path) - 1].strip()) for each in file.findings]


def with_platforms(tmp_path: Path) -> Plan:
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL + PLATFORMS, encoding="utf-8")
    plan = read_plan(path).plan
    assert plan
    return plan


@pytest.mark.parametrize(
    ("installed", "permits"),
    [
        ({}, True),
        ({"within": "1h", "every": "1m", "settle": "0m"}, True),
        ({"environments": ["live", "stage"], "systems": []}, True),
        ({"command": ["deploy/db"]}, False),
        ({"parameters": {"RUN": "<run>"}}, False),
        ({"environments": ["stage"]}, False),
        ({"systems": ["web"]}, False),
        ({"kind": "webhook"}, False),
    ],
)
def a_plan_permits_what_it_would_do_itself_whatever_time_it_gives(
    tmp_path: Path, installed: dict[str, object], *, permits: bool
) -> None:
    plan = with_platforms(tmp_path)
    scripts = Platform.model_validate({**plan.platforms["scripts"].model_dump(), **installed})
    ours = plan.model_copy(update={"platforms": {**plan.platforms, "scripts": scripts}})
    assert ours.permits(plan, "db", "live") is permits
    assert ours.permits(plan, "web", "stage"), "another platform is another matter"
    bare = plan.model_copy(update={"platforms": {}})
    assert not bare.permits(plan, "db", "live")
    assert ours.permits(bare, "db", "live"), "there people deploy"


def the_platforms_of_the_plan_have_nothing_wrong_or_odd(tmp_path: Path) -> None:
    assert examined(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    kind: jenkins\n", "    kind: hudson\n", "not-one-of"),
        ("environments: [stage, live]", "environments: [stgae, live]", "unknown-name"),
        ("systems: [web]", "systems: [wbe]", "unknown-name"),
        ("  our-jenkins:\n", "  our jenkins:\n", "bad-id"),
        ("at: https://ci.small.example/jenkins\n", "at: ci.small.example\n", "no-platform-address"),
        ("at: https://ci.small.example/jenkins\n", "at: http://ci.small.example\n", "insecure-address"),
        ("https://ci.small.example/jenkins", "https://<branch>.small.example", "blank-not-here"),
        ("job: <environment>/deploy-<system>", "job: deploy-<version>", "blank-not-here"),
        ("RUN: <run>", "RUN: <run>, OTHER: <envronment>", "unknown-name"),
        ("    within: 10m\n", "    within: 0s\n", "no-time-to-run"),
        ("    within: 10m\n", "    at: https://x.example\n", "platform-ignores"),
        ("command: [deploy/db, --live]", "command: [deploy/db, <branch>]", "blank-not-here"),
        ("https://<system>.<environment>.small.example/version", "small.example/version", "no-version-address"),
        ("https://<system>.<environment>.small.example/version", "http://169.254.169.254/", "forbidden-address"),
    ],
)
def an_error_of_a_platform_is_found_on_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    ((severity, found, line),) = examined(tmp_path, old, new)
    assert (severity, found) == ("error", code)
    assert new.strip() in line or line.rstrip(":") in new


@pytest.mark.parametrize(
    ("old", "lacking"),
    [
        ("    job: <environment>/deploy-<system>\n", "our-jenkins"),
        ("    at: https://ci.small.example/jenkins\n", "our-jenkins"),
        ("    command: [deploy/db, --live]\n", "scripts"),
    ],
)
def a_platform_that_lacks_what_its_kind_needs_is_found(tmp_path: Path, old: str, lacking: str) -> None:
    assert examined(tmp_path, old, "") == [("error", "platform-lacks", f"{lacking}:")]


def two_platforms_for_one_place_are_found(tmp_path: Path) -> None:
    assert examined(tmp_path, "    systems: db\n", "") == [("error", "two-platforms", "scripts:")]


def a_run_that_could_not_be_found_again_is_warned_about(tmp_path: Path) -> None:
    ((severity, code, _),) = examined(tmp_path, "RUN: <run>, ", "")
    assert (severity, code) == ("warning", "unfound-run")


def the_first_platform_that_names_system_and_environment_deploys(tmp_path: Path) -> None:
    plan = with_platforms(tmp_path)
    named = {
        (system, place): plan.platform_for(system, place) for system in plan.systems for place in ("stage", "live")
    }
    assert {where: found and found[0] for where, found in named.items()} == {
        ("db", "stage"): None,
        ("db", "live"): "scripts",
        ("web", "stage"): "our-jenkins",
        ("web", "live"): "our-jenkins",
    }


def a_plan_with_platforms_survives_the_record_and_a_stage_calls_none(tmp_path: Path) -> None:
    plan = with_platforms(tmp_path)
    assert Plan.model_validate(as_data(plan)) == plan
    assert untracked(plan).platforms == {}


@given(values=st.fixed_dictionaries({name: st.text(st.sampled_from("<>abrunch"), max_size=12) for name in BLANKS}))
def what_fills_in_a_blank_is_never_a_blank_itself(values: dict[str, str]) -> None:
    text = "-".join(f"<{name}>" for name in BLANKS)
    assert list(blanks(text)) == list(BLANKS)
    assert filled(text, values) == "-".join(values[name] for name in BLANKS)
