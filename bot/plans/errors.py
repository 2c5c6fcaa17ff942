"""Pydantic's errors about a plan as findings: which rule was broken, with the words as they stand in the file."""

import re
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.plan import Plan
from bot.domain.plan.check.finding import Finding, Path, error, near
from bot.domain.plan.moments import NotUnderstoodError
from bot.plans.sheet import Sheet

SHAPES: Mapping[str, str] = {
    "missing": "missing-key",
    "string_too_short": "empty-value",
    "too_short": "empty-value",
    "int_type": "want-number",
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
    if problem["type"] != "missing":  # a short form such as `title: words` was judged as what it stands for
        path = sheet.nearest(path)
    key = str(path[-1]) if path else ""
    code, params = _judge(problem, path, sheet)
    return error(path, code, key=key, value=sheet.written.get(path, ""), **params)


def _judge(problem: ErrorDetails, path: Path, sheet: Sheet) -> tuple[str, dict[str, str]]:
    """The rule broken, and what its sentence needs beside the key and the value."""
    key, context = str(path[-1]) if path else "", problem.get("ctx", {})
    match problem["type"]:
        case "extra_forbidden":
            return "unknown-key", {"near": near(key, _keys_at(path[:-1]))}
        case "value_error" if isinstance(context["error"], NotUnderstoodError):
            what = context["error"].what
            return f"not-{'an' if what[0] in 'aeiou' else 'a'}-{what}", {}
        case "literal_error":
            return "not-one-of", {"allowed": ", ".join(re.findall(r"'([^']*)'", context["expected"]))}
        case "greater_than_equal":
            return "too-small", {"least": str(context["ge"])}
        case "less_than_equal":
            return "too-high", {"most": str(context["le"])}
        case "string_pattern_mismatch":
            return PATTERNS.get(key, "bad-id"), {}
        case shape if path in sheet.traps and shape != "int_type":
            return sheet.traps[path], {}
        case shape:
            return SHAPES[shape], {}


def _keys_at(path: Path) -> tuple[str, ...]:
    """The keys a plan may have at this place."""
    kind: Any = Plan
    for part in path:
        kind = next(_inside(kind, part), None)
    return tuple(field.alias or name for name, field in kind.model_fields.items()) if _is_part(kind) else ()


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
