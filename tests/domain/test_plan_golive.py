"""What `check` finds about going live, on its line; each row changes one line of a plan that is right."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.plans.file import examine

SMALL = (Path(__file__).parents[1] / "plans" / "small.yaml").read_text(encoding="utf-8")
NOW = datetime(2030, 1, 7, tzinfo=UTC)
LIVE = "  live: {name: live, by: crew, live: true, opens: T-2h, closes: T+4h}"
ROLLBACK = """\
rollback:
  title: Take it back
  asks: {kind: note, text: what runs again}
"""
PLAN = (
    SMALL.replace("  live: {name: live, by: crew}", LIVE).replace(
        "    name: Ship\n", "    name: Ship\n    window: 1h\n"
    )
    + ROLLBACK
)


def examined(tmp_path: Path, old: str = "", new: str = "") -> list[tuple[str, str, str]]:
    """Severity, code and line of every finding in the plan with one line of it changed."""
    assert not old or PLAN.count(old) == 1
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.replace(old, new) if old else PLAN, encoding="utf-8")
    file = examine(path, NOW)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all("{" not in line for line in (*file.told("en"), *file.told("zh-CN"))), "every name is filled in"
    return [(each.severity, each.code, lines[file.sheet.line(each.path) - 1].strip()) for each in file.findings]


def the_plan_has_nothing_wrong_or_odd(tmp_path: Path) -> None:
    assert examined(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "app: {name: app}",
            "app: {name: app, scripts: true}\n  shelf: {name: shelf, scripts: true}",
            ("warning", "scripts-unasked", "shelf: {name: shelf, scripts: true}"),
        ),
        ("live: true, opens: T-2h, closes: T+4h", "opens: T-2h", ("warning", "rollback-of-nothing", "rollback:")),
        (ROLLBACK, "", ("warning", "rollback-unworded", LIVE.strip())),
        ("{kind: note, text: what", "{kind: branch, text: what", ("error", "rollback-asks", None)),
        ("    window: 1h\n", "", ("warning", "no-window", "- id: ship")),
        ("closes: T+4h", "closes: T-3h", ("error", "window-reversed", None)),
        ("opens: T-2h", "opens: T-30m", ("warning", "due-outside", None)),
    ],
)
def a_slip_is_found_on_its_line(tmp_path: Path, old: str, new: str, found: tuple[str, str, str | None]) -> None:
    told = examined(tmp_path, old, new)
    assert [each[:2] for each in told] == [found[:2]]
    assert found[2] in (None, told[0][2])
