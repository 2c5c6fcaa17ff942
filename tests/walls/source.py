"""What a module names, read from its source: its imports (local, relative, guarded and dynamic ones too) and its calls.

Nothing is imported or executed here.
"""

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Named:
    """One dotted name at one line: `from bot import app` names `bot.app`, a bare `open()` calls `builtins.open`."""

    name: str
    line: int


@dataclass(frozen=True)
class Source:
    """A module of the tree: its dotted name, its path from the root, what it imports and what it calls."""

    module: str
    path: str
    imports: tuple[Named, ...]
    calls: tuple[Named, ...]


def within(name: str, packages: frozenset[str]) -> bool:
    """Whether a dotted name is one of the packages or lies inside one."""
    parts = name.split(".")
    return any(".".join(parts[:end]) in packages for end in range(1, len(parts) + 1))


def sources(root: Path, packages: tuple[str, ...]) -> list[Source]:
    """Every module of those packages that exist under the root, in path order."""
    return [
        _read(root, path, path.stat().st_mtime_ns)
        for package in packages
        for path in sorted((root / package).rglob("*.py"))
    ]


@cache
def _read(root: Path, path: Path, _changed: int) -> Source:
    relative = path.relative_to(root)
    parts = relative.with_suffix("").parts
    package = parts[:-1]
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(relative))))
    return Source(
        module=".".join(package if parts[-1] == "__init__" else parts),
        path=relative.as_posix(),
        imports=tuple(named for node in nodes for named in _imports(node, package)),
        calls=tuple(Named(_called(node.func), node.lineno) for node in nodes if isinstance(node, ast.Call)),
    )


def _imports(node: ast.AST, package: tuple[str, ...]) -> Iterator[Named]:
    match node:
        case ast.Import(names=names):
            for alias in names:
                yield Named(alias.name, node.lineno)
        case ast.ImportFrom(module=module, names=names, level=level):
            base = [*package[: len(package) - level + 1], *([module] if module else [])] if level else [module or ""]
            for alias in names:
                yield Named(".".join([*base, alias.name]), node.lineno)
        case ast.Call(func=func, args=[ast.Constant(value=str(name)), *_]) if _is_dynamic(func):
            yield Named(name, node.lineno)


def _called(func: ast.expr) -> str:
    name = ast.unparse(func)
    return f"builtins.{name}" if hasattr(builtins, name) else name


def _is_dynamic(func: ast.expr) -> bool:
    return ast.unparse(func) in {"__import__", "import_module", "importlib.import_module"}
