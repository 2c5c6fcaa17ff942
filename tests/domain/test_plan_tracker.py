"""What `check` finds about a plan's bug tracker, on its line; each row changes one line of a tracker that is right."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.plans.file import examine

SMALL = (Path(__file__).parents[1] / "plans" / "small.yaml").read_text(encoding="utf-8")
NOW = datetime(2030, 1, 7, tzinfo=UTC)
BUGS = "bugs: {owner: maker, verifier: judge, defer: C}\n"
TRACKER = """\
bugs:
  owner: maker
  verifier: judge
  defer: C
  tracker:
    kind: jira
    at: https://small.atlassian.net/
    query: fixVersion = small-1
    severities:
      A: Blocker
      B: [Major, P1]
      C: Minor
    systems:
      db: database
      web: [web, portal]
    environments:
      stage: stage
"""


def found(tmp_path: Path, old: str = "", new: str = "") -> list[tuple[str, str, str]]:
    """Severity, code and line of every finding in the plan with this tracker, one line of it changed."""
    assert SMALL.count(BUGS) == 1
    assert not old or TRACKER.count(old) == 1
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL.replace(BUGS, TRACKER.replace(old, new) if old else TRACKER), encoding="utf-8")
    file = examine(path, NOW)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all("{" not in line for line in (*file.told("en"), *file.told("zh-CN"))), "every name is filled in"
    return [(each.severity, each.code, lines[file.sheet.line(each.path) - 1].strip()) for each in file.findings]


def a_tracker_in_the_plans_names_has_nothing_wrong_or_odd(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("      C: Minor\n", "      C: Minor\n      D: Trivial\n", "unknown-name"),
        ("      db: database\n", "      db: database\n      shop: shop\n", "unknown-name"),
        ("      stage: stage\n", "      stgae: stage\n", "unknown-name"),
        ("    query: fixVersion = small-1\n", '    query: " "\n', "empty-query"),
        ("    at: https://small.atlassian.net/\n", "    at: small.atlassian.net\n", "no-address"),
        ("    kind: jira\n    at: https://small.atlassian.net/\n", "    kind: github\n    at: small\n", "no-address"),
    ],
)
def an_error_of_a_tracker_is_found_on_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert found(tmp_path, old, new) == [("error", code, new.strip().splitlines()[-1].strip())]


@pytest.mark.parametrize(
    ("old", "new"),
    [("      C: Minor\n", ""), ("      C: Minor\n", "      C: []\n"), ("      db: database\n", '      db: ""\n')],
)
def a_severity_or_system_without_a_name_there_is_warned_about(tmp_path: Path, old: str, new: str) -> None:
    ((severity, code, _),) = found(tmp_path, old, new)
    assert (severity, code) == ("warning", "unnamed-there")


def a_github_tracker_may_select_everything(tmp_path: Path) -> None:
    github = "    kind: github\n    at: small/release\n"
    old = "    kind: jira\n    at: https://small.atlassian.net/\n    query: fixVersion = small-1\n"
    assert found(tmp_path, old, github) == []
