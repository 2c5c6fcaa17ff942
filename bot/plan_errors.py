"""Pydantic's errors about a plan as findings: which rule was broken, with the words as they stand in the file."""

import re
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.check.finding import Finding, Path, error, near
from bot.domain.moments import NotAClockTime, NotADuration, NotAMoment, NotAWallTime
from bot.domain.plan import Plan
from bot.plan_yaml import Sheet

UNREAD: Mapping[type[Exception], str] = {
    NotAMoment: "not-a-moment",
    NotADuration: "not-a-duration",
    NotAWallTime: "not-a-wall-time",
    NotAClockTime: "not-a-clock-time",
}
SHAPES: Mapping[str, str] = {
    "string_type": "want-words",
    "tuple_type": "want-list",
    "dict_type": "want-mapping",
    "mapping_type": "want-mapping",
    "model_type": "want-mapping",
    "model_attributes_type": "want-mapping",
    "time_type": "not-a-clock-time",
}
PATTERNS: Mapping[str, str] = {"email": "bad-email", "channel": "bad-channel", "release": "bad-release-id"}


def findings_of(problem: ValidationError, sheet: Sheet) -> list[Finding]:
    """Each error once, at the place in the file where it can be mended."""
    found = {(finding.path, finding.code): finding for finding in (_finding(each, sheet) for each in problem.errors())}
    return list(found.values())


def _finding(problem: ErrorDetails, sheet: Sheet) -> Finding:
    path = tuple(problem["loc"])
    key = str(path[-1])
    value = sheet.written.get(path, "")
    context = problem.get("ctx", {})
    match problem["type"]:
        case "missing":
            return error(path, "missing-key", key=key)
        case "extra_forbidden":
            return error(path, "unknown-key", key=key, near=near(key, _keys_at(path[:-1])))
        case "value_error":
            return error(path, UNREAD[type(context["error"])], value=value)
        case "literal_error":
            allowed = ", ".join(re.findall(r"'([^']*)'", context["expected"]))
            return error(path, "not-one-of", key=key, value=value, allowed=allowed)
        case "string_pattern_mismatch":
            return error(path, PATTERNS.get(key, "bad-id"), value=value)
        case "string_too_short" | "too_short":
            return error(path, "empty-value", key=key)
        case "greater_than_equal":
            return error(path, "too-small", key=key, value=value, least=context["ge"])
        case "int_type":
            return error(path, "want-number", key=key)
        case shape if path in sheet.traps:
            return error(path, sheet.traps[path], written=value, key=key, shape=shape)
        case shape:
            return error(path, SHAPES[shape], key=key)


def _keys_at(path: Path) -> tuple[str, ...]:
    """The keys a plan may have at this place."""
    kind: Any = Plan
    for part in path:
        kind = next(_inside(kind, part), None)
    return tuple(kind.model_fields) if _is_part(kind) else ()


def _inside(kind: Any, part: str | int) -> Iterator[Any]:
    """The type found under `part` of a value of this type."""
    if _is_part(kind):
        yield _bare(kind.model_fields[str(part)].annotation)
    elif get_origin(kind) is not None:  # Mapping[str, X] or tuple[X, ...]
        yield _bare(get_args(kind)[1 if isinstance(part, str) else 0])


def _bare(kind: Any) -> Any:
    while get_origin(kind) in (Annotated, Union, UnionType):
        kind = get_args(kind)[0]
    return kind


def _is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
