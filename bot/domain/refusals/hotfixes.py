"""What is wrong with a hotfix."""

from dataclasses import dataclass
from typing import Literal


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


@dataclass(frozen=True, slots=True)
class BeyondRole:
    """Somebody who holds the role for no system is given it by a lead alone. `may`: who holds it."""

    role: str
    person: str
    may: tuple[str, ...]
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HotfixInDoubt:
    """The item would replace the hotfix by a commit of which nobody has said whether it holds it. `people`: who knows.

    `item` "": somebody said so who need not know.
    """

    item: str
    hotfix: str
    commit: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedAlready:
    """That is on record already."""

    hotfix: str
    commit: str
    holds: bool


HotfixRefusal = BeyondRole | NoHotfixes | NowhereDeployed | HotfixIs | HotfixInDoubt | ComparedAlready
