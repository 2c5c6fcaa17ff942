"""Every test runs: what stands in a test file as a fact has a name that pytest collects."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"


def beginnings() -> tuple[str, ...]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return tuple(told["tool"]["pytest"]["ini_options"]["python_functions"])


def uncollected(folder: Path, collected: tuple[str, ...]) -> list[str]:
    """The public functions of the test files that pytest passes over and no test uses, as `file:line name`."""
    used: set[str] = set()
    passed_over: list[tuple[str, str]] = []
    for path in sorted(
        folder.rglob("*.py")
    ):  # one tree at a time: held all at once, they cost the garbage collector more than parsing does
        module = ast.parse(path.read_text(encoding="utf-8"))
        used.update(_used(module))
        if path.name.startswith("test_"):
            passed_over += [
                (function.name, f"{path.relative_to(folder).as_posix()}:{function.lineno} {function.name}")
                for function in module.body
                if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
                and not function.name.startswith("_")
                and not function.name.startswith(collected)
                and not any("fixture" in ast.unparse(decorator) for decorator in function.decorator_list)
            ]
    return [told for name, told in passed_over if name not in used]


def _used(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                yield name


def borrowed(folder: Path, collected: tuple[str, ...]) -> list[str]:
    """What pytest would run in a test file that only imports it."""
    return [
        f"{path.relative_to(folder).as_posix()}:{node.lineno} {alias.asname or alias.name}"
        for path in sorted(folder.rglob("test_*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (alias.asname or alias.name).startswith(collected)
    ]


def every_test_has_a_name_that_is_collected() -> None:
    assert uncollected(TESTS, beginnings()) == []


def nothing_is_collected_that_a_test_file_imports() -> None:
    assert borrowed(TESTS, beginnings()) == []


def a_test_that_would_never_run_is_noticed_and_what_tests_use_is_none(tmp_path: Path) -> None:
    (tmp_path / "test_signing.py").write_text(
        "import pytest\n\n"
        "@pytest.fixture(scope='module')\ndef house(): ...\n\n"
        "def signed(): ...\n\n"
        "def a_tester_signs(): signed()\n\n"
        "def whoever_signs_is_named(): ...\n",
        encoding="utf-8",
    )
    (tmp_path / "drivers.py").write_text("def a_driver(): ...\n", encoding="utf-8")
    (tmp_path / "test_driving.py").write_text("from drivers import a_driver\n", encoding="utf-8")
    assert uncollected(tmp_path, ("a_",)) == ["test_signing.py:10 whoever_signs_is_named"]
    assert borrowed(tmp_path, ("a_",)) == ["test_driving.py:1 a_driver"]
