"""What keeps an item shut."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.refusals.confirming import Confirm


@dataclass(frozen=True, slots=True)
class IsBlocked:
    item: str
    person: str
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True)
class LetsGo(Confirm):
    """A waiver: `opens` can be signed then, `holds` is waited for still, `bugs` are open again, `reopens` fall."""

    opens: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    bugs: tuple[str, ...] = ()
    reopens: tuple[str, ...] = ()

    @property
    def consequences(self) -> tuple[str, ...]:
        lets_go = ("|", *self.opens, "|", *self.holds) if self.opens or self.holds else ()
        return (*self.reopens, "|", *lets_go, *(("|", *self.bugs) if self.bugs else ()))


BlockingRefusal = IsBlocked | LetsGo
