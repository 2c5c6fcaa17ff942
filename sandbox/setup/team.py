"""Who is in the workspace: read from YAML, tolerantly.

Only `people`, `channel`, `zone` and `language` matter here; what else stands there is nobody's business.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sandbox.setup.errors import SetupError

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where libyaml is there


@dataclass(frozen=True, slots=True)
class PersonSpec:
    key: str
    name: str
    email: str
    locale: str
    tz: str
    is_guest: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """The people and the channel a workspace starts with; the first person is its owner."""

    people: tuple[PersonSpec, ...]
    channel: str = "team"
    name: str = "Local Workspace"
    domain: str = "local-workspace"


def three_people() -> Team:
    """The workspace nobody described: enough to try an app by hand."""
    spec = {key: {"name": key.title()} for key in ("ada", "grace", "linus")}
    return team_from({"people": spec, "channel": "#team", "zone": "UTC", "language": "en-US"})


def load_team(path: Path) -> Team:
    """Raise `SetupError` saying what cannot be read and where."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe one
    except OSError as problem:
        raise SetupError(f"{path}: cannot be read: {problem.strerror}.") from problem
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise SetupError(f"{path}:{line}: not YAML: {problem.problem}.") from problem
    if not isinstance(content, Mapping):
        raise SetupError(f"{path}:1: this is no mapping with `people` and `channel`.")
    return team_from(content, source=str(path))


def team_from(content: Mapping[str, Any], source: str = "people") -> Team:
    people = content.get("people") or {}
    if not isinstance(people, Mapping):
        raise SetupError(f"{source}: `people` is a mapping of key to name and email.")
    if not people:
        return three_people()
    zone = str(content.get("zone") or "UTC")
    locale = str(content.get("language") or "en-US")
    specs = tuple(_person(str(key), entry, zone=zone, locale=locale) for key, entry in people.items())
    return Team(specs, channel=str(content.get("channel") or "team").removeprefix("#"))


def _person(key: str, entry: Any, *, zone: str, locale: str) -> PersonSpec:
    known = entry if isinstance(entry, Mapping) else {"name": entry} if isinstance(entry, str) else {}
    return PersonSpec(
        key=key,
        name=str(known.get("name") or key),
        email=str(known.get("email") or f"{key}@workspace.example"),
        locale=str(known.get("locale") or known.get("language") or locale),
        tz=str(known.get("tz") or known.get("zone") or zone),
        is_guest=bool(known.get("guest", False)),
    )
