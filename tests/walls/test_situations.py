"""Pages whose tables say what holds, and name the tests that show it."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PAGES = ("docs/situations.md", "SECURITY.md")
LINES = [line for page in PAGES for line in (TESTS.parent / page).read_text(encoding="utf-8").splitlines()]
ROWS = [line for line in LINES if line.startswith("| ") and not re.match(r"\| (happens|law|boundary|---)", line)]
NAMED = re.compile(r"`([a-z_]+(?:/[a-z_]+)*/test_[a-z_]+)::(\w+)`")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:60])
def every_row_is_shown_by_tests_that_are_there(row: str, pytestconfig: pytest.Config) -> None:
    patterns = tuple(str(pattern).removesuffix("*") for pattern in pytestconfig.getini("python_functions"))
    shown = NAMED.findall(row)
    assert shown
    for file, function in shown:
        tree = ast.parse((TESTS / f"{file}.py").read_text(encoding="utf-8"))
        assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, file
        assert function.startswith(patterns)
