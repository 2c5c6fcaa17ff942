"""What is wrong with a deployment, a request or a hotfix."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class NotDeployed:
    """The plan has no step that deploys this system to this environment."""

    system: str
    environment: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """The item waits for the answer to these requests; `people` can give it."""

    item: str
    requests: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unasked:
    """Nobody holds the role that was to be asked; a lead can name someone."""

    role: str
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnsweredAlready:
    request: str
    person: str
    done: bool


@dataclass(frozen=True, slots=True)
class NotAsked:
    """The request went to others."""

    request: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoHotfixes:
    """The plan has no checklist for hotfixes."""


@dataclass(frozen=True, slots=True)
class NowhereDeployed:
    """The system runs nowhere yet: nothing needs a hotfix, the code is simply submitted anew."""

    system: str


@dataclass(frozen=True, slots=True)
class HotfixIs:
    hotfix: str
    course: Literal["carried on", "abandoned", "landed"]
