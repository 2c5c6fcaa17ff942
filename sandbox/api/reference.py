"""Slack's reference of its methods, read from `reference.yaml`: who may call, what is read, how Slack says no.

Whether a call is right is decided here, by that table, and not by the method that serves it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from sandbox.changes.refusal import SlackError
from sandbox.setup.team import LOADER

TABLE: Final = Path(__file__).with_name("reference.yaml")
GOOD_NAME: Final = re.compile(r"\w{1,100}", re.ASCII)

Caller = Literal["bot", "app", "anyone"]
Kind = Literal["string", "integer", "boolean", "json"]

WANTED: Final[Mapping[Kind, str]] = {"string": "a string", "integer": "a number", "boolean": "a boolean"}


@dataclass(frozen=True, slots=True)
class Argument:
    """`absent`: the error where it must be there and is not; `json` is anything, and its method judges it."""

    kind: Kind
    absent: str = ""

    @classmethod
    def written(cls, text: str) -> "Argument":
        """From `string`, `string!` or `string or channel_not_found`."""
        kind, _, error = text.partition(" or ")
        return cls(kind.rstrip("!"), "invalid_arguments" if kind.endswith("!") else error)  # type: ignore[arg-type]

    def fits(self, value: Any) -> bool:
        """As JSON has it, or as a form or a query does: everything a string there."""
        match self.kind:
            case "string":
                return isinstance(value, str)
            case "integer":
                return (isinstance(value, int) and not isinstance(value, bool)) or bool(
                    re.fullmatch(r"-?\d+", str(value))
                )
            case "boolean":
                return isinstance(value, bool) or str(value).lower() in {"0", "1", "true", "false"}
            case "json":
                return True


@dataclass(frozen=True, slots=True)
class Reference:
    """`tier` is None where a method has rates of its own; any one of `scopes` will do."""

    caller: Caller
    tier: int | None
    reads_json: bool
    scopes: tuple[str, ...]
    arguments: Mapping[str, Argument] = field(hash=False)
    errors: frozenset[str]

    def read(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        """What Slack reads of it: what it does not know is ignored. `SlackError` where it would refuse the rest."""
        for name in sent:
            if "[" in name:
                raise SlackError("invalid_array_arg")
            if not GOOD_NAME.fullmatch(name):
                raise SlackError("invalid_arg_name")
        known = {
            name: value for name, value in sent.items() if name in self.arguments and value is not None and value != ""
        }
        problems = [*self._missing(known), *self._misfits(known)]
        if problems:
            raise SlackError("invalid_arguments", problems)
        return known

    def _missing(self, known: Mapping[str, Any]) -> Iterator[str]:
        for name, argument in self.arguments.items():
            if argument.absent and name not in known:
                if argument.absent != "invalid_arguments":
                    raise SlackError(argument.absent)
                yield f"[ERROR] missing required field: {name}"

    def _misfits(self, known: Mapping[str, Any]) -> Iterator[str]:
        for name, value in known.items():
            if not self.arguments[name].fits(value):
                yield f"[ERROR] must provide {WANTED[self.arguments[name].kind]} [json-pointer:/{name}]"


@cache
def references() -> Mapping[str, Reference]:
    """By the method's name."""
    content = yaml.load(TABLE.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe one
    common = frozenset(content["errors_of_every_method"])
    return {name: _reference(entry, common) for name, entry in content["methods"].items()}


def _reference(entry: Mapping[str, Any], common: frozenset[str]) -> Reference:
    return Reference(
        caller=entry.get("caller", "bot"),
        tier=entry.get("tier"),
        reads_json=entry["json"],
        scopes=tuple(entry.get("scopes", ())),
        arguments={name: Argument.written(text) for name, text in entry.get("arguments", {}).items()},
        errors=common.union(entry.get("errors", ())),
    )
