"""The grammar in which Block Kit's rules are written: small checks that combine.

A check yields Slack's sentence for each thing wrong.

Sentences follow what Slack sends in `response_metadata.messages`, with the JSON pointer of the culprit.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[Any, str], Iterator[str]]


def at(pointer: str, problem: str) -> str:
    return f"[ERROR] {problem} [json-pointer:{pointer}]"


def string(limit: int | None = None, minimum: int = 1) -> Check:
    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield at(pointer, "must be a string")
        elif len(value) < minimum:
            yield at(pointer, f"must be more than {minimum - 1} characters")
        elif limit is not None and len(value) > limit:
            yield at(pointer, f"must be less than {limit + 1} characters")

    return check


def boolean(value: Any, pointer: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield at(pointer, "must be a boolean")


def number(low: float | None = None, high: float | None = None) -> Check:
    def check(value: Any, pointer: str) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield at(pointer, "must be a number")
        elif low is not None and value < low:
            yield at(pointer, f"must be at least {low:g}")
        elif high is not None and value > high:
            yield at(pointer, f"must be at most {high:g}")

    return check


def one_of(*words: str) -> Check:
    def check(value: Any, pointer: str) -> Iterator[str]:
        if value not in words:
            yield at(pointer, f"must be a valid enum value ({', '.join(words)})")

    return check


def items(of: Check, limit: int | None = None, minimum: int = 1) -> Check:
    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield at(pointer, "must be an array")
            return
        if len(value) < minimum:
            yield at(pointer, f"no less than {minimum} items allowed")
        if limit is not None and len(value) > limit:
            yield at(pointer, f"no more than {limit} items allowed")
        for index, item in enumerate(value):
            yield from of(item, f"{pointer}/{index}")

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """An object with these properties and no others."""
    known = {**required, **optional}

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield at(pointer, "must be an object")
            return
        for name in required:
            if value.get(name) is None:
                yield at(pointer, f"missing required field: {name}")
        for name, content in value.items():
            if name not in known:
                yield at(f"{pointer}/{name}", f"invalid additional property: {name}")
            elif content is not None:
                yield from known[name](content, f"{pointer}/{name}")

    return check


def by_type(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` says which rules hold."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield at(pointer, "must be an object")
            return
        kind = value.get("type")
        if kind is None:
            yield at(pointer, "missing required field: type")
        elif kind not in kinds:
            yield at(f"{pointer}/type", f"unsupported type: {kind}")
        else:
            yield from kinds[kind](value, pointer)

    return check


def all_of(*checks: Check) -> Check:
    def check(value: Any, pointer: str) -> Iterator[str]:
        for part in checks:
            yield from part(value, pointer)

    return check


def needs_one_of(*names: str) -> Check:
    """At least one of these properties must be there."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if isinstance(value, dict) and not any(value.get(name) for name in names):
            yield at(pointer, f"missing required field: {' or '.join(names)}")

    return check


def not_both(first: str, second: str) -> Check:
    def check(value: Any, pointer: str) -> Iterator[str]:
        if isinstance(value, dict) and value.get(first) is not None and value.get(second) is not None:
            yield at(pointer, f"only one of {first} and {second} may be given")

    return check


def anything(_value: Any, _pointer: str) -> Iterator[str]:
    yield from ()
