"""An issue as a tracker tells it, whatever tracker it is. What its words mean in a plan is decided in `reading`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.platforms.fields import plain, within

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


def named(*parts: Any) -> tuple[str, ...]:
    """The names of these strings and of these objects with a `name`; what is neither has none."""
    found = (part if isinstance(part, str) else within(part, "name") for part in parts)
    return tuple(name for each in found if (name := plain(each, NAME)))
