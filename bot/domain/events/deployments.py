"""What was deployed where."""

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


DeploymentEvent = Deployed
