"""Going live as a release knows it: the platforms' runs, and what ran before (3b-3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

WINDOW: Final = "window"  # outside of it
BY_HAND: Final = "by hand"  # though a platform deploys it


@dataclass(frozen=True, slots=True)
class Run:
    """An order to a deployment platform and what became of it. `doubt`: why nobody can tell, while that is so."""

    id: str
    item: str
    platform: str
    branch: str
    commit: str
    person: str
    user: str
    at: datetime
    reference: str = ""
    url: str = ""
    state: Literal["ordered", "started", "succeeded", "failed"] = "ordered"
    failed: str = ""
    digest: str = ""
    doubt: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Previous:
    """What a system ran before; `nothing`: it was not there."""

    branch: str
    commit: str
    nothing: bool = False
