"""A YAML text as plain data that remembers its lines, and the traps YAML sets for people who mean words.

Knows nothing of plans. Anchors and merges are expanded within a budget, so that no text grows beyond its means.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from bot.domain.plan.check.finding import Finding, Path, error

MOST_VALUES = 50_000
DEEPEST = 30
MERGE = "tag:yaml.org,2002:merge"
STRING = "tag:yaml.org,2002:str"
TRAPS = {
    "tag:yaml.org,2002:bool": "reads-as-boolean",
    "tag:yaml.org,2002:int": "reads-as-number",
    "tag:yaml.org,2002:float": "reads-as-number",
    "tag:yaml.org,2002:timestamp": "reads-as-date",
    "tag:yaml.org,2002:null": "empty-value",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a text says and on which line (from 1). `data` is None where the text could not be read; `faults` say why.

    `traps`: for each value that YAML does not read as words, the code of the trap; `written`: how it stands there.
    """

    data: Any
    lines: Mapping[Path, int]
    traps: Mapping[Path, str]
    written: Mapping[Path, str]
    faults: tuple[Finding, ...]

    def line(self, path: Path) -> int:
        """The line of the value at `path`, or of the nearest thing around it."""
        return self.lines.get(self.nearest(path), 1)

    def nearest(self, path: Path) -> Path:
        """The path itself where something is written there, else the innermost one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return path


def unreadable(line: int, code: str, **params: str | int) -> Sheet:
    return Sheet(None, {(): line}, {}, {}, (error((), code, **params),))


def read_yaml(text: str) -> Sheet:
    try:
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
        if root is None:
            return unreadable(1, "empty-file")
        return _Reader(loader).sheet(root)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + 1 if mark else 1
        source = text.splitlines()[line - 1 : line]
        if "\t" in "".join(source)[: mark.column + 1 if mark else None]:
            return unreadable(line, "tab")
        return unreadable(line, "not-yaml", problem=problem.problem or "")
    except yaml.reader.ReaderError as problem:
        return unreadable(text.count("\n", 0, problem.position) + 1, "not-yaml", problem=problem.reason)
    except RecursionError:
        return unreadable(1, "too-deep")


class _Reader:
    """Walks the composed nodes once, keeping data and lines side by side."""

    def __init__(self, loader: yaml.SafeLoader) -> None:
        self.loader = loader
        self.lines: dict[Path, int] = {}
        self.traps: dict[Path, str] = {}
        self.written: dict[Path, str] = {}
        self.faults: list[Finding] = []
        self.values = 0
        self.beyond: str | None = None  # the limit that was passed: nothing is read any more

    def sheet(self, root: yaml.Node) -> Sheet:
        self.lines[()] = root.start_mark.line + 1
        data = self.value(root, ())
        if self.beyond:
            return unreadable(1, self.beyond)
        return Sheet(data, self.lines, self.traps, self.written, tuple(self.faults))

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.values += 1
        if self.values > MOST_VALUES:
            self.beyond = "too-many-values"
        elif len(path) > DEEPEST:  # a value that holds itself ends here
            self.beyond = "too-deep"
        if self.beyond:
            return None
        match node:
            case yaml.MappingNode():
                return self.mapping(node, path)
            case yaml.SequenceNode():
                return [self.item(part, (*path, number)) for number, part in enumerate(node.value)]
            case _:
                return self.scalar(node, path)

    def item(self, node: yaml.Node, path: Path) -> Any:
        self.lines[path] = node.start_mark.line + 1
        return self.value(node, path)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        own: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if key_node.tag == MERGE:
                parts = value_node.value if isinstance(value_node, yaml.SequenceNode) else [value_node]
                for part in reversed(parts):
                    merged |= self.mapping(part, path) if isinstance(part, yaml.MappingNode) else {}
                continue
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
            here = (*path, key)
            self.lines[here] = key_node.start_mark.line + 1
            if key_node.tag != STRING:
                self.faults.append(error(here, TRAPS.get(key_node.tag, "not-plain-words"), value=key))
            if key in own:
                self.faults.append(error(here, "duplicate-key", key=key))
            own[key] = self.value(value_node, here)
        return merged | own

    def scalar(self, node: yaml.Node, path: Path) -> Any:
        text = str(node.value)
        self.written[path] = text
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            self.faults.append(error(path, "not-text"))
            return text.encode(errors="replace").decode()
        if node.tag != STRING:
            sexagesimal = ":" in text and node.tag.endswith((":int", ":float"))
            self.traps[path] = "reads-as-time" if sexagesimal else TRAPS.get(node.tag, "not-plain-words")
        try:
            return self.loader.construct_object(node)
        except (ValueError, KeyError, AttributeError, OverflowError):  # 2021-02-30, 9…9, !!bool perhaps
            return text
