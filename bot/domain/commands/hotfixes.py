"""What may be done about hotfixes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenHotfix:
    """`developer`, `tester`: people; "" is whoever the system names. `bug`: the one it mends, "" for none."""

    system: str
    branch: str
    reason: str = ""
    developer: str = ""
    tester: str = ""
    bug: str = ""


@dataclass(frozen=True, slots=True)
class CarryOn:
    """The release goes on beside the hotfix."""

    hotfix: str


@dataclass(frozen=True, slots=True)
class AbandonHotfix:
    hotfix: str
    reason: str = ""


HotfixCommand = OpenHotfix | CarryOn | AbandonHotfix
