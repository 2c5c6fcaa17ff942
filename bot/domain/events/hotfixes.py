"""Hotfixes beside the release."""

from bot.domain.events.fact import Fact


class HotfixOpened(Fact):
    """`environments`: those the system has reached, in which it is deployed again. `bug`: what it mends, "" if none."""

    hotfix: str
    system: str
    branch: str
    developer: str
    tester: str
    reason: str
    environments: tuple[str, ...]
    bug: str = ""


class HotfixCarriedOn(Fact):
    """The lead lets the release go on beside the hotfix."""

    hotfix: str


class HotfixAbandoned(Fact):
    hotfix: str
    reason: str


HotfixEvent = HotfixOpened | HotfixCarriedOn | HotfixAbandoned
