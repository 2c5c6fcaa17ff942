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


class HotfixCompared(Fact):
    """Somebody who knows the code says whether a commit that replaces the hotfix holds it."""

    hotfix: str
    commit: str
    holds: bool


HotfixEvent = HotfixOpened | HotfixCarriedOn | HotfixAbandoned | HotfixCompared
