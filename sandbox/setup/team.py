"""Who is in the workspace: read from YAML, tolerantly.

`people`, `channel`, `channels`, `crowd`, `enterprise`, `zone` and `language` count; what else stands there is nobody's
business.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from sandbox.setup.errors import SetupError

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where libyaml is there
GENERAL = "general"
HERE, ORGANISATION, NOWHERE = "here", "org", ""
"""Where somebody is at home: in this workspace, in the organisation itself, or Slack does not say."""
ID = re.compile(r"[CG][A-Z0-9]{8,}")


@dataclass(frozen=True, slots=True)
class PersonSpec:
    key: str
    name: str
    email: str
    locale: str
    tz: str
    is_guest: bool = False
    is_single_channel_guest: bool = False
    team: str = HERE
    """Her home: one of the words above, or another workspace by its name."""
    teams: tuple[str, ...] = (HERE,)
    """The workspaces of the organisation she is in; of one who is from elsewhere, none."""
    is_stranger: bool = False

    @property
    def is_foreign(self) -> bool:
        """A Slack Connect person: of another company, and here only where a channel is shared with her."""
        return not self.teams


@dataclass(frozen=True, slots=True)
class ChannelSpec:
    """A channel there is from the start. Without `members` everybody is in it; an `id` only where it matters."""

    name: str
    id: str = ""
    is_private: bool = False
    is_archived: bool = False
    members: tuple[str, ...] = ()
    has_bot: bool = False


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody and everything else in a big workspace: so many people in #general, so many channels of others."""

    people: int = 0
    channels: int = 0


@dataclass(frozen=True, slots=True)
class Team:
    """The people and the channels a workspace starts with; the first person is its owner.

    `channel` is where people are unless they say otherwise; `described` has more of it, and of others.
    """

    people: tuple[PersonSpec, ...]
    channel: str = "team"
    name: str = "Local Workspace"
    domain: str = "local-workspace"
    described: tuple[ChannelSpec, ...] = ()
    crowd: Crowd = Crowd()
    enterprise: str = ""
    """The organisation of an Enterprise Grid that the workspace belongs to."""

    @property
    def channels(self) -> Iterator[ChannelSpec]:
        """All there are at the start: #general and the team's own, the app's home, besides those described."""
        described = {spec.name: spec for spec in self.described}
        own = {GENERAL: ChannelSpec(GENERAL), self.channel: ChannelSpec(self.channel, has_bot=True)}
        return iter((own | described).values())


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
    specs = tuple(person_from(str(key), entry, zone=zone, locale=locale) for key, entry in people.items())
    channel = str(content.get("channel") or "team").removeprefix("#")
    described = tuple(_channels(content.get("channels") or {}, channel, {spec.key for spec in specs}, source))
    crowd = content.get("crowd") or {}
    if not isinstance(crowd, Mapping) or not all(isinstance(count, int) for count in crowd.values()):
        raise SetupError(f"{source}: `crowd` says how many `people` and `channels` there are besides.")
    many, enterprise = Crowd(crowd.get("people", 0), crowd.get("channels", 0)), str(content.get("enterprise") or "")
    team = Team(specs, channel=channel, described=described, crowd=many, enterprise=enterprise)
    if not team.enterprise and any(spec.team == ORGANISATION or spec.teams not in {(HERE,), ()} for spec in specs):
        raise SetupError(f"{source}: several workspaces have an `enterprise`, the organisation they belong to.")
    if ID.fullmatch(channel):
        own = ChannelSpec("team", id=channel, has_bot=True)
        return replace(team, channel=own.name, described=(own, *described))
    return team


def person_from(key: str, entry: Any, *, zone: str = "UTC", locale: str = "en-US") -> PersonSpec:
    """Whom `key` names, from what is written under it."""
    known = entry if isinstance(entry, Mapping) else {"name": entry} if isinstance(entry, str) else {}
    is_stranger = bool(known.get("stranger", False))
    home = str(known.get("team", "elsewhere" if is_stranger else HERE) or NOWHERE)
    is_foreign = home not in {HERE, ORGANISATION, NOWHERE}
    return PersonSpec(
        key=key,
        name=str(known.get("name") or key),
        email=str(known.get("email") or f"{key}@workspace.example"),
        locale=str(known.get("locale") or known.get("language") or locale),
        tz=str(known.get("tz") or known.get("zone") or zone),
        is_guest=bool(known.get("guest", False)),
        is_single_channel_guest=known.get("guest") == "single",
        team=home,
        teams=tuple(str(name) for name in known.get("teams") or (() if is_foreign else (HERE,))),
        is_stranger=is_stranger,
    )


def _channels(content: Any, home: str, people: set[str], source: str) -> Iterator[ChannelSpec]:
    if not isinstance(content, Mapping):
        raise SetupError(f"{source}: `channels` is a mapping of name to what the channel is like.")
    for key, entry in content.items():
        known, name = entry if isinstance(entry, Mapping) else {}, str(key).removeprefix("#")
        members = tuple(str(member) for member in known.get("members") or ())
        strangers = ", ".join(member for member in members if member not in people)
        if strangers:
            raise SetupError(f"{source}: the channel {name} has members who are not among `people`: {strangers}.")
        yield ChannelSpec(
            name,
            id=str(known.get("id") or ""),
            is_private=bool(known.get("private", False)),
            is_archived=bool(known.get("archived", False)),
            members=members,
            has_bot=bool(known.get("bot", name == home)),
        )
