"""The walls of ARCHITECTURE.md, as one table: who may import and call what. Each has a line that would break it."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.walls.source import Named, Source, sources, within

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "storage", "sandbox")
STDLIB = sys.stdlib_module_names
PURE_STDLIB = frozenset({
    "__future__", "abc", "base64", "bisect", "calendar", "collections", "contextlib", "copy", "dataclasses", "datetime",
    "decimal", "difflib", "enum", "fractions", "functools", "graphlib", "hashlib", "heapq", "html", "ipaddress",
    "itertools", "json", "math", "numbers", "operator", "re", "statistics", "string", "textwrap", "types", "typing",
    "unicodedata", "zoneinfo",
})  # fmt: skip
CLOCKS_AND_FILES = frozenset({"now", "utcnow", "today", "builtins.open", "builtins.print", "builtins.input"})


@dataclass(frozen=True)
class Wall:
    """What modules `inside`, but not those in `doors`, may import (`only`), must `never` import, and must not call.

    `breach` is a (path, source) of the smallest module that breaks the wall.
    """

    fact: str
    breach: tuple[str, str]
    inside: frozenset[str]
    doors: frozenset[str] = frozenset()
    only: frozenset[str] | None = None
    never: frozenset[str] = frozenset()
    uncalled: frozenset[str] = frozenset()


WALLS = (
    Wall(
        "the domain imports pydantic and the pure part of the standard library",
        breach=("bot/domain/rules/signing.py", "def sign():\n    import random"),
        inside=frozenset({"bot.domain"}),
        only=PURE_STDLIB | {"pydantic", "bot.domain"},
    ),
    Wall(
        "the domain reads no clock and no file",
        breach=("bot/domain/reading/reminding.py", "import datetime\nnow = datetime.datetime.now()"),
        inside=frozenset({"bot.domain"}),
        uncalled=CLOCKS_AND_FILES,
    ),
    Wall(
        "storage knows SQL and nothing of the bot",
        breach=("storage/journal.py", "from bot.domain.events import Signed"),
        inside=frozenset({"storage"}),
        only=STDLIB | {"sqlalchemy", "sqlmodel", "alembic", "storage"},
    ),
    Wall(
        "only the core, the service, the records and the deliverer reach storage",
        breach=("bot/slack/listeners.py", "import storage.journal"),
        inside=frozenset({"bot"}),
        doors=frozenset(
            {
                "bot.record",
                "bot.post",
                "bot.core",
                "bot.out.archive",  # packs the record as it was written
                "bot.process",  # tells the operator why the database cannot serve
                "bot.__main__",  # the same
            }
        ),
        never=frozenset({"storage"}),
    ),
    Wall(
        "the adapters do not know who puts them together",
        breach=("bot/mail/thread.py", "from .. import app"),
        inside=frozenset(
            {"bot.slack", "bot.mail", "bot.platforms", "bot.watching", "bot.record", "bot.talk", "bot.post"}
        ),
        never=frozenset({"bot.app", "bot.core"}),
    ),
    Wall(
        "mail is written and read without Slack, the database or the service",
        breach=("bot/mail/letter.py", "from bot.slack.pictures.picture import Picture"),
        inside=frozenset({"bot.mail"}),
        only=STDLIB | {"icalendar", "imap_tools", "jinja2", "structlog", "bot.domain", "bot.mail", "bot.speech"},
    ),
    Wall(
        "the platforms know the domain, HTTP and the standard library",
        breach=("bot/platforms/bugs/jira.py", "from storage.journal import append"),
        inside=frozenset({"bot.platforms"}),
        only=STDLIB | {"httpx", "starlette", "bot.domain", "bot.platforms"},
    ),
    Wall(
        "watches are looked at without Slack, the database or the service",
        breach=("bot/watching/prober.py", "from bot.record.service import Service"),
        inside=frozenset({"bot.watching"}),
        only=STDLIB | {"httpx", "bot.domain", "bot.platforms", "bot.watching"},
    ),
    Wall(
        "deployment platforms and bug trackers know nothing of each other",
        breach=("bot/platforms/deployments/github.py", "from bot.platforms.bugs import issue"),
        inside=frozenset({"bot.platforms.deployments"}),
        never=frozenset({"bot.platforms.bugs"}),
    ),
    Wall(
        "what watches over a local command is a script of its own",
        breach=("bot/platforms/deployments/supervisor.py", "from bot.platforms import calling"),
        inside=frozenset({"bot.platforms.deployments.supervisor"}),
        only=STDLIB,
    ),
    Wall(
        "of the platforms, the local command alone starts processes",
        breach=("bot/platforms/deployments/version.py", "import subprocess"),
        inside=frozenset({"bot.platforms"}),
        doors=frozenset({"bot.platforms.deployments.command", "bot.platforms.deployments.supervisor"}),
        never=frozenset({"subprocess"}),
    ),
    Wall(
        "the report is laid out from words alone, without a release, the database or Slack",
        breach=("bot/out/report/html.py", "from bot.domain.state.release import Release"),
        inside=frozenset({"bot.out.report"}),
        doors=frozenset({"bot.out.report.files"}),
        only=STDLIB | {"drawsvg", "jinja2", "bot.domain.plan.moments", "bot.out.report", "bot.speech.report.page"},
    ),
    Wall(
        "the local workspace knows nothing of the bot",
        breach=(
            "sandbox/web_api.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from bot import settings",
        ),
        inside=frozenset({"sandbox"}),
        never=frozenset({"bot", "storage"}),
    ),
    Wall(
        "only the demo and the rehearsal know the local workspace",
        breach=("bot/app.py", "import importlib\nimportlib.import_module('sandbox.server')"),
        inside=frozenset({"bot", "storage"}),
        doors=frozenset({"bot.demo", "bot.rehearse"}),
        never=frozenset({"sandbox"}),
    ),
    Wall(
        "Bolt stays in bot.slack and the composition root",
        breach=("bot/record/service.py", "from slack_bolt import App"),
        inside=frozenset(PACKAGES),
        doors=frozenset({"bot.slack", "bot.app"}),
        never=frozenset({"slack_bolt"}),
    ),
    Wall(
        "SQL stays in storage",
        breach=("bot/record/service.py", "from sqlmodel import select"),
        inside=frozenset({"bot", "sandbox"}),
        never=frozenset({"sqlalchemy", "sqlmodel", "alembic", "psycopg", "sqlite3"}),
    ),
    Wall(
        "an engine is made in storage.engine alone",
        breach=("storage/outbox.py", "import sqlalchemy as sa\nengine = sa.create_engine('sqlite://')"),
        inside=frozenset(PACKAGES),
        doors=frozenset({"storage.engine"}),
        uncalled=frozenset({"create_engine", "engine_from_config"}),
    ),
    Wall(
        "only the core opens the database, and only the composition root builds a client or a scheduler",
        breach=("bot/slack/sender.py", "from slack_sdk import WebClient\nclient = WebClient(token='')"),
        inside=frozenset({"bot"}),
        doors=frozenset({"bot.app", "bot.core"}),
        uncalled=frozenset({"Database", "WebClient", "BackgroundScheduler"}),
    ),
)
NOUNLESS = frozenset({"util", "utils", "helper", "helpers", "common", "misc"})


def breaches(root: Path, wall: Wall) -> list[str]:
    """`path:line: name` of everything in the tree that breaks the wall."""
    return [
        f"{source.path}:{named.line}: {named.name}"
        for source in sources(root, PACKAGES)
        if within(source.module, wall.inside) and not within(source.module, wall.doors)
        for named in _forbidden(source, wall)
    ]


def nounless(root: Path) -> list[str]:
    """The modules whose name says nothing of what they hold."""
    return [source.path for source in sources(root, PACKAGES) if NOUNLESS & set(source.module.split("."))]


def _forbidden(source: Source, wall: Wall) -> list[Named]:
    imported = [
        named
        for named in source.imports
        if within(named.name, wall.never) or not (wall.only is None or within(named.name, wall.only))
    ]
    called = [named for named in source.calls if f".{named.name}".endswith(tuple(f".{name}" for name in wall.uncalled))]
    return imported + called


def _write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.fact)
def every_wall_stands(wall: Wall) -> None:
    assert breaches(ROOT, wall) == []


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.fact)
def every_wall_would_notice_its_breach(wall: Wall, tmp_path: Path) -> None:
    path, text = wall.breach
    _write(tmp_path, path, text)
    assert [found.rpartition(":")[0] for found in breaches(tmp_path, wall)] == [f"{path}:{len(text.splitlines())}"]


@pytest.mark.parametrize("wall", [wall for wall in WALLS if wall.doors], ids=lambda wall: wall.fact)
def every_door_lets_through(wall: Wall, tmp_path: Path) -> None:
    for door in wall.doors:
        _write(tmp_path, f"{door.replace('.', '/')}/__init__.py", wall.breach[1])
    assert breaches(tmp_path, wall) == []


def every_package_has_modules_to_read() -> None:
    assert {source.module.partition(".")[0] for source in sources(ROOT, PACKAGES)} == set(PACKAGES)


def every_module_is_named_by_what_it_holds() -> None:
    assert nounless(ROOT) == []


def a_module_named_utils_is_noticed(tmp_path: Path) -> None:
    _write(tmp_path, "bot/slack/utils.py", "")
    assert nounless(tmp_path) == ["bot/slack/utils.py"]
