"""What may be done about deployments, requests and hotfixes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deploy:
    """The system of this item was deployed, by hand or by the platform. `failed`: what went wrong, "" if nothing.

    `note`: what else is said of it, the evidence that the item may ask for.
    """

    item: str
    branch: str = ""
    commit: str = ""
    failed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """Ask the holders of a role for something an item needs; the item waits for the answer."""

    role: str
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    request: str
    text: str = ""
    done: bool = True


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
