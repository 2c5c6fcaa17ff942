"""What runs where, what was asked of those who alone may touch a thing, and hotfixes."""

from bot.domain.events.fact import Fact


class Deployed(Fact):
    """A deployment of a system and how it ended. `item`: the item it was done for."""

    system: str
    environment: str
    branch: str = ""
    commit: str = ""
    item: str
    failed: str = ""  # what went wrong; "" when it succeeded
    rollback: str = ""  # the rollback it was a part of: what ran before, again


class Requested(Fact):
    """Somebody asks the holders of a role for something that an item needs: a database operation, say (1c)."""

    request: str
    role: str
    item: str
    text: str


class Answered(Fact):
    """The request was answered: done, or declined with the reason in `text`."""

    request: str
    text: str = ""
    done: bool


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
