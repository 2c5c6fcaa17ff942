"""What may be done about hotfixes."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission


@dataclass(frozen=True, slots=True)
class OpenHotfix:
    """`developer`, `tester`: people; "" is whoever the system names. `bug`: the one it mends, "" for none."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    system: str
    branch: str
    reason: str = ""
    developer: str = ""
    tester: str = ""
    bug: str = ""


@dataclass(frozen=True, slots=True)
class CarryOn:
    """The release goes on beside the hotfix."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    hotfix: str


@dataclass(frozen=True, slots=True)
class AbandonHotfix:
    admission: ClassVar = Admission(strangers=False, heard="to the end")

    hotfix: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CompareHotfix:
    """Whether a commit that replaces the hotfix holds it."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    hotfix: str
    commit: str
    holds: bool


HotfixCommand = OpenHotfix | CarryOn | AbandonHotfix | CompareHotfix
