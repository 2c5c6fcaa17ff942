"""What the app may do here, from its own manifest: scopes, events, commands, surfaces, addresses.

All that is wrong with a manifest is told together, each problem with its line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sandbox.setup.errors import SetupError
from sandbox.setup.manifest_terms import ASIDE, BOT_SCOPES, EVENT_SCOPES, SERVED, UNSERVED

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
class Function:
    """A step for workflows, as the app declares it. `inputs`, `outputs`: the parameters by their names."""

    callback_id: str
    title: str
    description: str
    inputs: Mapping[str, "Parameter"]
    outputs: Mapping[str, "Parameter"]


@dataclass(frozen=True, slots=True)
class Parameter:
    type: str
    title: str
    description: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    name: str
    bot_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: Mapping[str, Command] = field(default_factory=dict)
    shortcuts: tuple[Shortcut, ...] = ()
    functions: Mapping[str, Function] = field(default_factory=dict)
    interactivity: bool = False
    interactivity_url: str | None = None
    events_url: str | None = None
    home_tab: bool = False
    messages_tab: bool = True
    messages_read_only: bool = False
    socket_mode: bool = False
    unserved: tuple[str, ...] = ()
    """What it asks for besides, and the workspace has not got."""


def load_manifest(path: Path) -> Manifest:
    """Raise `SetupError` with one `file:line: problem` for each thing Slack would refuse."""
    try:
        source = path.read_text(encoding="utf-8-sig")
        if source.lstrip().startswith("{"):
            source = source.replace("\t", "  ")  # JSON may be indented so, YAML may not; within its strings none can be
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
    features, settings = _part(content, "features"), _part(content, "settings")
    home, interactivity = _part(features, "app_home"), _part(settings, "interactivity")
    subscriptions = _part(settings, "event_subscriptions")
    commands = (_command(entry) for entry in _entries(features, "slash_commands"))
    return Manifest(
        name=name,
        bot_name=_part(features, "bot_user").get("display_name", name),
        scopes=frozenset(_bot_scopes(content)),
        events=frozenset(_entries(subscriptions, "bot_events")),
        commands={command.name: command for command in commands},
        shortcuts=tuple(
            Shortcut(entry["name"], entry["type"], entry["callback_id"]) for entry in _entries(features, "shortcuts")
        ),
        functions={name: _function(name, entry) for name, entry in _part(content, "functions").items()},
        interactivity=bool(interactivity.get("is_enabled", False)),
        interactivity_url=interactivity.get("request_url"),
        events_url=subscriptions.get("request_url"),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        messages_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
        socket_mode=bool(settings.get("socket_mode_enabled", False)),
        unserved=tuple(_unserved(content)),
    )


def _part(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A section or a part of one; `null` as if it were not there."""
    return content.get(name) or {}


def _entries(content: Mapping[str, Any], name: str) -> Sequence[Any]:
    return content.get(name) or ()


def _unserved(content: Mapping[str, Any]) -> Iterator[str]:
    for section, value in content.items():
        if section in UNSERVED and value:
            yield section
        parts = SERVED.get(section)
        if parts is not None:
            yield from (f"{section}.{part}" for part, said in (value or {}).items() if part not in parts and said)
    if _entries(_part(_part(content, "oauth_config"), "scopes"), "user"):
        yield "oauth_config.scopes.user"


def _command(entry: Mapping[str, Any]) -> Command:
    return Command(
        entry["command"],
        entry.get("url"),
        bool(entry.get("should_escape", False)),
        str(entry.get("description", "")),
        str(entry.get("usage_hint", "")),
    )


def _function(name: str, entry: Mapping[str, Any]) -> Function:
    return Function(
        name,
        str(entry["title"]),
        str(entry["description"]),
        _parameters(_part(entry, "input_parameters")),
        _parameters(_part(entry, "output_parameters")),
    )


def _parameters(content: Mapping[str, Any]) -> Mapping[str, Parameter]:
    """As the schema has them, under `properties`; or by their names at once, as in the examples for Bolt."""
    properties, required = content.get("properties", content), content.get("required", ())
    return {
        name: Parameter(
            str(entry["type"]),
            str(entry.get("title", name)),
            str(entry.get("description", "")),
            name in required or bool(entry.get("is_required", False)),
        )
        for name, entry in properties.items()
    }


def _bot_scopes(content: Mapping[str, Any]) -> list[str]:
    return list(_entries(_part(_part(content, "oauth_config"), "scopes"), "bot"))


def _problems(content: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    yield from _display_problems(content)
    yield from _section_problems(content)
    if not all(isinstance(_part(content, section), Mapping) for section in ("features", "settings", "oauth_config")):
        return
    scopes = set(_bot_scopes(content))
    for index, scope in enumerate(_bot_scopes(content)):
        if scope not in BOT_SCOPES:
            yield ("oauth_config", "scopes", "bot", index), f"“{scope}” is not a bot scope of Slack's."
    yield from _event_problems(_part(content, "settings"), scopes)
    yield from _command_problems(_part(content, "features"), scopes)
    yield from _shortcut_problems(_part(content, "features"), scopes)
    yield from _function_problems(content)


def _display_problems(content: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    display = content.get("display_information")
    name = display.get("name") if isinstance(display, Mapping) else None
    if not isinstance(name, str) or not name:
        yield ("display_information",), "needs a name, the app's name in Slack."
    elif len(name) > NAME_LIMIT:
        yield ("display_information", "name"), f"is longer than {NAME_LIMIT} characters."


def _section_problems(content: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    for section, value in content.items():
        if section not in {*SERVED, *UNSERVED, *ASIDE}:
            yield (section,), "is not a section of a manifest."
        elif not isinstance(value, Mapping | None) and section in SERVED:
            yield (section,), "must be a mapping."


def _event_problems(settings: Mapping[str, Any], scopes: set[str]) -> Iterator[tuple[Place, str]]:
    place: Place = ("settings", "event_subscriptions", "bot_events")
    for index, event in enumerate(_entries(_part(settings, "event_subscriptions"), "bot_events")):
        needed = EVENT_SCOPES.get(event)
        if needed is None:
            yield (*place, index), f"“{event}” is not a bot event of Slack's."
        elif needed and needed not in scopes and not _comes_otherwise(event, scopes):
            yield (*place, index), f"“{event}” needs the scope {needed}."


def _comes_otherwise(event: str, scopes: set[str]) -> bool:
    """Who comes and goes in private channels alone is heard with the scope for those."""
    return event.startswith("member_") and "groups:read" in scopes


def _command_problems(features: Mapping[str, Any], scopes: set[str]) -> Iterator[tuple[Place, str]]:
    commands = _entries(features, "slash_commands")
    if commands and "commands" not in scopes:
        yield ("features", "slash_commands"), "slash commands need the scope commands."
    for index, entry in enumerate(commands):
        place: Place = ("features", "slash_commands", index)
        if not str(entry.get("command", "")).startswith("/"):
            yield (*place, "command"), "must start with “/”."
        if not entry.get("description"):
            yield place, "needs a description."


def _shortcut_problems(features: Mapping[str, Any], scopes: set[str]) -> Iterator[tuple[Place, str]]:
    shortcuts = _entries(features, "shortcuts")
    if shortcuts and "commands" not in scopes:
        yield ("features", "shortcuts"), "shortcuts need the scope commands."
    for index, entry in enumerate(shortcuts):
        place: Place = ("features", "shortcuts", index)
        for key in ("name", "callback_id", "description"):
            if not entry.get(key):
                yield place, f"needs a {key}."
        if entry.get("type") not in ("message", "global"):
            yield (*place, "type"), "is “message” or “global”."


def _function_problems(content: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    # https://docs.slack.dev/tools/bolt-python/concepts/custom-steps
    functions, settings = _part(content, "functions"), _part(content, "settings")
    for name, entry in functions.items():
        for key in ("title", "description", "input_parameters", "output_parameters"):
            if key not in entry:
                yield ("functions", name), f"needs {key}."
    if functions and not settings.get("org_deploy_enabled"):
        yield ("functions",), "steps for workflows need settings.org_deploy_enabled."
    if functions and settings.get("function_runtime") != "remote":
        yield ("functions",), "steps of an app that Slack does not host need settings.function_runtime: remote."


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
