"""Items kept shut, opened again, let go."""

from bot.domain.events.fact import Fact


class Blocked(Fact):
    item: str
    reason: str = ""
    message: str = ""


class Unblocked(Fact):
    item: str
    reason: str = ""


class Waived(Fact):
    item: str
    reason: str


class WaiverWithdrawn(Fact):
    item: str
    reason: str = ""


BlockingEvent = Blocked | Unblocked | Waived | WaiverWithdrawn
