"""What the app may do here, from its own manifest: scopes, events, commands, surfaces, addresses.

All that is wrong with a manifest is told together, each problem with its line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sandbox.setup.errors import SetupError
from sandbox.setup.manifest_terms import BOT_SCOPES, EVENT_SCOPES

NAME_LIMIT = 35

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    url: str | None
    should_escape: bool
    description: str = ""
    usage_hint: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """`kind`: `message`, in the menu of a message, or `global`, anywhere."""

    name: str
    kind: str
    callback_id: str


@dataclass(frozen=True, slots=True)
class Manifest:
    name: str
    bot_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: Mapping[str, Command] = field(default_factory=dict)
    shortcuts: tuple[Shortcut, ...] = ()
    interactivity: bool = False
    interactivity_url: str | None = None
    events_url: str | None = None
    home_tab: bool = False
    messages_tab: bool = True
    messages_read_only: bool = False
    socket_mode: bool = False


def load_manifest(path: Path) -> Manifest:
    """Raise `SetupError` with one `file:line: problem` for each thing Slack would refuse."""
    try:
        source = path.read_text(encoding="utf-8")
        tree = yaml.compose(source, Loader=yaml.SafeLoader)
    except OSError as problem:
        raise SetupError(f"{path}: cannot be read: {problem.strerror}.") from problem
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise SetupError(f"{path}:{line}: not YAML or JSON: {problem.problem}.") from problem
    return manifest_from(yaml.safe_load(source), str(path), tree)


def manifest_from(content: Any, source: str = "manifest", tree: yaml.Node | None = None) -> Manifest:
    if not isinstance(content, Mapping):
        raise SetupError(f"{source}:1: an app manifest is a mapping that starts with display_information.")
    problems = [f"{source}:{_line(tree, place)}: {_dotted(place)}: {text}" for place, text in _problems(content)]
    if problems:
        raise SetupError(*problems)
    return _read(content)


def _read(content: Mapping[str, Any]) -> Manifest:
    name = content["display_information"]["name"]
    features, settings = content.get("features", {}), content.get("settings", {})
    home, interactivity = features.get("app_home", {}), settings.get("interactivity", {})
    subscriptions = settings.get("event_subscriptions", {})
    commands = (_command(entry) for entry in features.get("slash_commands", ()))
    return Manifest(
        name=name,
        bot_name=features.get("bot_user", {}).get("display_name", name),
        scopes=frozenset(_bot_scopes(content)),
        events=frozenset(subscriptions.get("bot_events", ())),
        commands={command.name: command for command in commands},
        shortcuts=tuple(
            Shortcut(entry["name"], entry["type"], entry["callback_id"]) for entry in features.get("shortcuts", ())
        ),
        interactivity=bool(interactivity.get("is_enabled", False)),
        interactivity_url=interactivity.get("request_url"),
        events_url=subscriptions.get("request_url"),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        messages_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
        socket_mode=bool(settings.get("socket_mode_enabled", False)),
    )


def _command(entry: Mapping[str, Any]) -> Command:
    return Command(
        entry["command"],
        entry.get("url"),
        bool(entry.get("should_escape", False)),
        str(entry.get("description", "")),
        str(entry.get("usage_hint", "")),
    )


def _bot_scopes(content: Mapping[str, Any]) -> list[str]:
    return list(content.get("oauth_config", {}).get("scopes", {}).get("bot", ()))


def _problems(content: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    yield from _display_problems(content)
    yield from _section_problems(content)
    if not all(isinstance(content.get(section, {}), Mapping) for section in ("features", "settings", "oauth_config")):
        return
    scopes = set(_bot_scopes(content))
    for index, scope in enumerate(_bot_scopes(content)):
        if scope not in BOT_SCOPES:
            yield ("oauth_config", "scopes", "bot", index), f"“{scope}” is not a bot scope of Slack's."
    yield from _event_problems(content.get("settings", {}), scopes)
    yield from _command_problems(content.get("features", {}), scopes)
    yield from _shortcut_problems(content.get("features", {}), scopes)


def _display_problems(content: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    display = content.get("display_information")
    name = display.get("name") if isinstance(display, Mapping) else None
    if not isinstance(name, str) or not name:
        yield ("display_information",), "needs a name, the app's name in Slack."
    elif len(name) > NAME_LIMIT:
        yield ("display_information", "name"), f"is longer than {NAME_LIMIT} characters."


def _section_problems(content: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    known = {
        "_metadata",
        "display_information",
        "features",
        "oauth_config",
        "settings",
        "functions",
        "outgoing_domains",
    }
    for section, value in content.items():
        if section not in known:
            yield (section,), "is not a section of a manifest."
        elif not isinstance(value, Mapping) and section in {"features", "oauth_config", "settings"}:
            yield (section,), "must be a mapping."


def _event_problems(settings: Mapping[str, Any], scopes: set[str]) -> Iterator[tuple[Place, str]]:
    place: Place = ("settings", "event_subscriptions", "bot_events")
    for index, event in enumerate(settings.get("event_subscriptions", {}).get("bot_events", ())):
        needed = EVENT_SCOPES.get(event)
        if needed is None:
            yield (*place, index), f"“{event}” is not a bot event of Slack's."
        elif needed and needed not in scopes:
            yield (*place, index), f"“{event}” needs the scope {needed}."


def _command_problems(features: Mapping[str, Any], scopes: set[str]) -> Iterator[tuple[Place, str]]:
    commands = features.get("slash_commands", ())
    if commands and "commands" not in scopes:
        yield ("features", "slash_commands"), "slash commands need the scope commands."
    for index, entry in enumerate(commands):
        place: Place = ("features", "slash_commands", index)
        if not str(entry.get("command", "")).startswith("/"):
            yield (*place, "command"), "must start with “/”."
        if not entry.get("description"):
            yield place, "needs a description."


def _shortcut_problems(features: Mapping[str, Any], scopes: set[str]) -> Iterator[tuple[Place, str]]:
    shortcuts = features.get("shortcuts", ())
    if shortcuts and "commands" not in scopes:
        yield ("features", "shortcuts"), "shortcuts need the scope commands."
    for index, entry in enumerate(shortcuts):
        place: Place = ("features", "shortcuts", index)
        for key in ("name", "callback_id", "description"):
            if not entry.get(key):
                yield place, f"needs a {key}."
        if entry.get("type") not in ("message", "global"):
            yield (*place, "type"), "is “message” or “global”."


def _line(tree: yaml.Node | None, place: Place) -> int:
    """The line of the deepest part of `place` that is written down."""
    line = 1
    node = tree
    for step in place:
        match node, step:
            case yaml.MappingNode(), str():
                found = next(((key, value) for key, value in node.value if key.value == step), None)
                if found is None:
                    return line
                line, node = found[0].start_mark.line + 1, found[1]
            case yaml.SequenceNode(), int():
                node = node.value[step]
                line = node.start_mark.line + 1
            case _:
                return line
    return line


def _dotted(place: Place) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
