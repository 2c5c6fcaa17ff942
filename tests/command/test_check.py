"""`python -m bot check` at the command line: what it prints on a given day, and how it ends."""

from pathlib import Path

import pytest
from freezegun import freeze_time
from typer.testing import CliRunner

from bot.__main__ import cli

ROOT = Path(__file__).parents[2]


def printed(plan: Path) -> tuple[str, int]:
    result = CliRunner().invoke(cli, ["check", str(plan)])
    return result.stdout, result.exit_code


@pytest.mark.parametrize("day", ["2021-06-01", "2021-06-14 03:59"])
def a_go_live_to_come_is_not_told_to_be_past(day: str) -> None:
    with freeze_time(day):
        text, code = printed(ROOT / "plan.yaml")
    assert (" is past; " in text, code) == (False, 0)


def a_go_live_is_past_from_its_very_minute_on_and_the_plan_still_usable() -> None:
    with freeze_time("2021-06-14 04:00:01"):
        text, code = printed(ROOT / "plan.yaml")
    assert (" is past; " in text, code) == (True, 0)


def a_plan_with_an_error_is_told_by_its_line_and_fails(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        (ROOT / "plan.yaml").read_text(encoding="utf-8").replace("people: shijiasheng}", "people: nobody}", 1)
    )
    text, code = printed(plan)
    assert code == 1
    assert f"{plan}:35: " in text


def the_manifest_is_printed_as_it_is_to_be_pasted() -> None:
    result = CliRunner().invoke(cli, ["manifest"])
    assert result.stdout == (ROOT / "manifest.json").read_text(encoding="utf-8")
