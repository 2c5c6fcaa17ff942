"""import-linter as `make lint` runs it: which contracts a tree keeps, and every import it blames for one it breaks."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "storage", "sandbox")
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {each["id"]: each for each in SETTINGS["tool"]["importlinter"]["contracts"]}

_VERDICT = re.compile(r"^(?P<name>.+) (?:KEPT|BROKEN)\b.*$", re.MULTILINE)
_CHAIN = re.compile(r"^- .*(?:\n {2,}\S.*)*", re.MULTILINE)
_IMPORT = re.compile(r"(?P<importer>[\w.]+) -> (?P<imported>[\w.]+) \(l\.(?P<line>\d+)\)$", re.MULTILINE)
_UNPLACED = re.compile(r"^- (?P<module>[\w.]+)$", re.MULTILINE)
_CIRCLE = re.compile(r"^No cycles are allowed in (?P<package>[\w.]+)\.$", re.MULTILINE)

Chain = frozenset[str]


def lint(root: Path) -> dict[str, set[Chain]]:
    """What each contract blames in the tree under the root, by the contract's id: nothing where it is kept.

    A chain of imports is blamed as `importer:line: imported` each; a module without a place, and a package with a
    circle in it, by its name.
    """
    told = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=root,
        env={**os.environ, "COLUMNS": "1000"},
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    verdicts, _, reasons = told.partition("\nBroken contracts\n")
    assert {match["name"] for match in _VERDICT.finditer(verdicts)} == {each["name"] for each in CONTRACTS.values()}, (
        told
    )
    sections = dict(_sections(reasons))
    return {id_: set(_blamed(sections.get(each["name"], ""))) for id_, each in CONTRACTS.items()}


def _sections(reasons: str) -> Iterator[tuple[str, str]]:
    headed = re.split(r"^(.+)\n-{4,}$", reasons, flags=re.MULTILINE)
    return zip(headed[1::2], headed[2::2], strict=True)


def _blamed(section: str) -> Iterator[Chain]:
    for chain in _CHAIN.finditer(section):
        if imports := list(_IMPORT.finditer(chain.group())):
            yield frozenset(f"{each['importer']}:{each['line']}: {each['imported']}" for each in imports)
    for match in [*_UNPLACED.finditer(section), *_CIRCLE.finditer(section)]:
        yield frozenset({match.group(1)})
