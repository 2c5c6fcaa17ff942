"""What the clock told."""

from datetime import datetime
from typing import Literal

from bot.domain.events.fact import Fact

Matter = Literal["soon", "overdue", "unanswered"]


class Reminded(Fact):
    """One person was told about several items at once. `late`: the bot was down when it should have."""

    person: str
    matter: Matter
    items: tuple[str, ...]
    late: bool = False


class Escalated(Fact):
    """The lead was told that these items are overdue."""

    items: tuple[str, ...]
    late: bool = False


class MomentCame(Fact):
    """The item's earliest moment has come."""

    item: str
    moment: datetime


RemindingEvent = Reminded | Escalated | MomentCame
