"""An issue as a tracker tells it, whatever tracker it is. What its words mean in a plan is decided in `reading`."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

Kind = Literal["github", "jira", "pushed"]
Life = Literal["open", "fixed", "verified", "deferred", "gone"]

TITLE = 300  # characters
DETAIL = 4_000  # characters; the rest is behind the url
NAME = 200


@dataclass(frozen=True, slots=True)
class Issue:
    """`place`: where it lives (`owner/repository`, a Jira's origin, the release a pushed one names), in lower case.

    `names`: its labels, components and priority; `standing`: its states there; `life`: what these say by themselves.
    """

    kind: Kind
    place: str
    ref: str
    title: str
    detail: str
    names: tuple[str, ...]
    standing: tuple[str, ...]
    life: Life
    url: str
    changed_at: datetime


def plain(text: object, most: int) -> str:
    """The text without what no database takes (control characters, halves of characters), cut to `most`."""
    if not isinstance(text, str):
        return ""
    kept = "".join(char for char in text if char >= " " or char in "\n\t")
    return kept.encode("utf-8", "ignore").decode()[:most]


def moment(text: object) -> datetime | None:
    """ISO 8601 with a zone; None for anything else."""
    try:
        read = datetime.fromisoformat(text) if isinstance(text, str) else None
        return read.astimezone(UTC) if read and read.tzinfo else None
    except (ValueError, OverflowError):
        return None


def within(data: Any, *keys: str) -> Any:
    """What lies under these keys, one in the other; None where there is no such thing."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def named(*parts: Any) -> tuple[str, ...]:
    """The names of these strings and of these objects with a `name`; what is neither has none."""
    found = (part if isinstance(part, str) else within(part, "name") for part in parts)
    return tuple(name for each in found if (name := plain(each, NAME)))


def several(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []
