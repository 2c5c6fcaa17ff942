"""What may happen to a release, on Slack and otherwise, what holds then, and the tests that show it."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PAGES = ("docs/situations.md", "docs/on-slack.md", "SECURITY.md")
HEAD = re.compile(r"\| (happens|demanded|law|boundary|---)")
ROWS = [
    line
    for page in PAGES
    for line in (TESTS.parent / page).read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not HEAD.match(line)
]
NAMED = re.compile(r"`([a-z_]+(?:/[a-z_]+)*/test_[a-z_]+)::(\w+)`")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:60])
def every_situation_is_shown_by_tests_that_are_there(row: str, pytestconfig: pytest.Config) -> None:
    patterns = tuple(str(pattern).removesuffix("*") for pattern in pytestconfig.getini("python_functions"))
    shown = NAMED.findall(row)
    assert shown
    for file, function in shown:
        tree = ast.parse((TESTS / f"{file}.py").read_text(encoding="utf-8"))
        assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, file
        assert function.startswith(patterns)
