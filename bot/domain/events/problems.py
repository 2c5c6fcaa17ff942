"""Problems in a live environment: the lead is asked, and goes on (3b-5)."""

from datetime import datetime

from bot.domain.events.fact import Fact


class DecisionAsked(Fact):
    """The time for a problem is nearly over: the lead was asked to go on or to roll back."""

    environment: str
    until: datetime
    late: bool = False


class WentOn(Fact):
    """The lead gives a problem more time."""

    environment: str
    until: datetime
    reason: str = ""


ProblemEvent = DecisionAsked | WentOn
