"""What can be said about a plan: where, how grave, which rule, with what names. The sentence is made elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

Path = tuple[str | int, ...]  # keys and list positions from the top of the plan
Severity = Literal["error", "warning"]
Appointment = Literal["go-live", "meeting"]
What = Literal[
    "role", "person", "system", "environment", "kind", "gate", "step", "phase", "country", "zone", "email",
    "document", "section", "content", "severity", "watch", "platform", "blank", "go-live", "meeting",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` names the rule and the sentence; `params` fill the sentence in (names, counts, moments as written)."""

    path: Path
    severity: Severity
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


def error(path: Path, code: str, **params: str | int) -> Finding:
    return Finding(path, "error", code, params)


def warning(path: Path, code: str, **params: str | int) -> Finding:
    return Finding(path, "warning", code, params)


def near(name: str, known: Iterable[str]) -> str:
    """The known names that look like this one, best first, "" where none does."""
    names = {each.casefold(): each for each in known}
    return ", ".join(names[match] for match in get_close_matches(name.casefold(), names))
