"""Tests run with Slack's real rates and wait for others, not for time; where one does not, it says why beside it."""

import ast
import io
import tokenize
from collections.abc import Iterator

import pytest

from tests.walls.linter import ROOT

TESTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests").rglob("*.py"))
}


def unexplained(text: str) -> Iterator[int]:
    """The lines that switch the rates off, or sleep, without a comment on them or on the line above."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    told = {token.start[0] for token in tokens if token.type == tokenize.COMMENT}
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call) and _is_told_of(node.func))
    yield from (call.lineno for call in calls if not told & {call.lineno, call.lineno - 1})


def _is_told_of(called: ast.expr) -> bool:
    match called:
        case ast.Name(id="sleep") | ast.Attribute(attr="sleep") | ast.Attribute(value=ast.Name(id="Rates"), attr="off"):
            return True
        case _:
            return False


@pytest.mark.parametrize("path", [path for path, text in TESTS.items() if "sleep(" in text or "Rates.off" in text])
def every_sleep_and_every_rate_that_is_switched_off_has_its_reason_beside_it(path: str) -> None:
    assert [f"{path}:{line}" for line in unexplained(TESTS[path])] == []


@pytest.mark.parametrize("text", ["time.sleep(1)", "await sleep(1)", "running(rates=Rates.off())"])
def one_without_a_reason_is_noticed(text: str) -> None:
    assert list(unexplained(text)) == [1]
    assert list(unexplained(f"{text}  # the disk is slow")) == []
    assert list(unexplained(f"# the disk is slow\n{text}")) == []
