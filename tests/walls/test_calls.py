"""Walls that imports do not show: clocks and files in the domain, and who builds an engine, a client, a scheduler."""

import ast
import builtins
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.walls.linter import PACKAGES, ROOT
from tests.walls.source import sources


@dataclass(frozen=True)
class Wall:
    """What modules `inside`, but not those in `doors`, must not call; `breach` is a path and a source that would."""

    fact: str
    calls: frozenset[str]
    inside: tuple[str, ...]
    breach: tuple[str, str]
    doors: tuple[str, ...] = ()


WALLS = (
    Wall(
        "the domain reads no clock and no file",
        frozenset({"now", "utcnow", "today", "builtins.open", "builtins.print", "builtins.input"}),
        inside=("bot/domain/",),
        breach=("bot/domain/reading/reminding.py", "import datetime\nnow = datetime.datetime.now()"),
    ),
    Wall(
        "an engine is made in storage/engine.py alone",
        frozenset({"create_engine", "engine_from_config"}),
        inside=PACKAGES,
        doors=("storage/engine.py",),
        breach=("storage/outbox.py", "import sqlalchemy as sa\nengine = sa.create_engine('sqlite://')"),
    ),
    Wall(
        "only the core opens the database, and only the composition root and the doctor build a client or a scheduler",
        frozenset({"Database", "WebClient", "BackgroundScheduler"}),
        inside=("bot/",),
        doors=("bot/app.py", "bot/core.py", "bot/doctor/slack.py"),
        breach=("bot/slack/sender.py", "from slack_sdk import WebClient\nclient = WebClient(token='')"),
    ),
    Wall(
        "nothing is imported by a name worked out at run time",
        frozenset({"builtins.__import__", "builtins.exec", "builtins.eval"}),
        inside=PACKAGES,
        breach=("bot/app.py", "\n__import__('sandbox.server')"),
    ),
)


@dataclass(frozen=True)
class Call:
    """A call by its dotted name: a bare `open()` calls `builtins.open`."""

    path: str
    line: int
    name: str


def calls(root: Path) -> list[Call]:
    """Every call in the tree that some wall is about."""
    last = {name.rpartition(".")[2] for wall in WALLS for name in wall.calls}
    mentioned = re.compile(rf"\b(?:{'|'.join(last)})\b")
    return [
        Call(path, node.lineno, _called(node.func))
        for path, text in sources(root).items()
        if mentioned.search(text)
        for node in ast.walk(ast.parse(text, filename=path))
        if isinstance(node, ast.Call) and _last(node.func) in last
    ]


def breaches(found: list[Call], wall: Wall) -> list[str]:
    """`path:line: name` of every call that breaks the wall."""
    forbidden = tuple(f".{name}" for name in wall.calls)
    return [
        f"{call.path}:{call.line}: {call.name}"
        for call in found
        if call.path.startswith(wall.inside) and call.path not in wall.doors and f".{call.name}".endswith(forbidden)
    ]


def _last(func: ast.expr) -> str:
    match func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _called(func: ast.expr) -> str:
    name = ast.unparse(func)
    return f"builtins.{name}" if hasattr(builtins, name) else name


def _write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def house() -> list[Call]:
    """The calls of the tree as it is."""
    return calls(ROOT)


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.fact)
def every_wall_stands(wall: Wall, house: list[Call]) -> None:
    assert breaches(house, wall) == []


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.fact)
def every_wall_catches_its_breach(wall: Wall, tmp_path: Path) -> None:
    path, text = wall.breach
    _write(tmp_path, path, text)
    for door in wall.doors:
        _write(tmp_path, door, text)
    assert [found.rpartition(":")[0] for found in breaches(calls(tmp_path), wall)] == [f"{path}:2"]
