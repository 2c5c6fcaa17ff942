"""Fields of what a platform sends, as they may be kept: cleaned, cut, dated. Whatever it sends, nothing here raises."""

from datetime import UTC, datetime
from typing import Any


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


def epoch(milliseconds: int) -> datetime | None:
    """None for what no calendar has."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def within(data: Any, *keys: str) -> Any:
    """What lies under these keys, one in the other; None where there is no such thing."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def several(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []


def link(url: object) -> str:
    """Only what a browser opens as a page."""
    text = plain(url, 2_000)
    return text if text.startswith(("https://", "http://")) else ""
