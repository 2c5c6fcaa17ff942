"""The hotfixes on their way (2a-3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Hotfix:
    """A fix beside the release. `items`: its own checklist, in order; `branch`, `commit`: what it deploys.

    `compared`: by commit that replaces it somewhere, whether that one holds it, as somebody has said.
    """

    id: str
    system: str
    developer: str
    tester: str
    reason: str
    bug: str
    person: str
    at: datetime
    items: tuple[str, ...]
    branch: str
    commit: str = ""
    course: Literal["undecided", "carried on", "abandoned"] = "undecided"
    compared: Mapping[str, bool] = field(default_factory=dict)
