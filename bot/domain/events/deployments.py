"""What was deployed where."""

from bot.domain.events.fact import Fact


class Deployed(Fact):
    """A deployment of a system and how it ended. `item`: the item it was done for.

    `instead_of` names the person a stand-in acted for.
    """

    system: str
    environment: str
    branch: str = ""
    commit: str = ""
    item: str
    failed: str = ""  # what went wrong; "" when it succeeded
    rollback: str = ""  # the rollback it was a part of: what ran before, again
    instead_of: str = ""


class DeploymentWithdrawn(Fact):
    """Who told of the last deployment took that back: whether it runs there is not known until somebody tells."""

    item: str
    system: str
    environment: str
    reason: str = ""


class DeploymentAnswered(Fact):
    """What came of a deployment that was taken back: it is `there` all the same, or there never was one."""

    item: str
    system: str
    environment: str
    there: bool


DeploymentEvent = Deployed | DeploymentWithdrawn | DeploymentAnswered
