"""Names that are unknown, missing or mean several things."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class NoSuchItem:
    name: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhichItem:
    """Several items fit; `verb` is what was to be done with one of them."""

    verb: str
    items: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class WhichAct:
    """A word that may mean several acts, and ends something: the lines that name each, without the command."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoSuchName:
    """`near`: names it may have been meant for."""

    what: Literal[
        "role", "system", "person", "verb", "release", "moment", "user", "guest",
        "severity", "environment", "bug", "hotfix", "request", "script", "gate", "platform", "commit",
    ]  # fmt: skip
    name: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misordered:
    """The names are known and stand in each other's place. `usage`: the line as it is understood."""

    usage: str


@dataclass(frozen=True, slots=True)
class Lacks:
    """A word of the line is missing; `usage` is the line to type, without the command before it."""

    what: Literal[
        "item", "reason", "role", "system", "person", "moment", "user",
        "severity", "title", "bug", "branch", "commit", "digest", "text", "hotfix", "request", "script", "minute",
        "answer", "backup",
    ]  # fmt: skip
    usage: str


@dataclass(frozen=True, slots=True)
class NoRelease:
    """There is none running here. `plan` is the one that could be started, "" where nothing may be shown."""

    plan: str


@dataclass(frozen=True, slots=True)
class WhichRelease:
    releases: tuple[str, ...]


NamingRefusal = NoSuchItem | WhichItem | WhichAct | NoSuchName | Misordered | Lacks | NoRelease | WhichRelease
