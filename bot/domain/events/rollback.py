"""Going back (3b-5)."""

from collections.abc import Mapping

from bot.domain.events.fact import Fact


class RollbackOpened(Fact):
    """Roll back: `systems` in the order in which they are taken back. `items`: system -> the item of the checklist."""

    rollback: str
    environment: str
    reason: str
    systems: tuple[str, ...]
    items: Mapping[str, str]


RollbackEvent = RollbackOpened
