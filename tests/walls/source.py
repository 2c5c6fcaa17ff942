"""The sources of a tree as text; nothing is imported or executed."""

from functools import cache
from pathlib import Path

from tests.walls.linter import PACKAGES


@cache
def sources(root: Path) -> dict[str, str]:
    """Every module under the root by its path, in path order."""
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for package in PACKAGES
        for path in sorted((root / package).rglob("*.py"))
    }
