"""What keeps a system from going back."""

from dataclasses import dataclass

from bot.domain.events import Ran
from bot.domain.refusals.confirming import Confirm


@dataclass(frozen=True, slots=True)
class RollingBack:
    """A rollback is under way; nothing is deployed there until it is through."""

    item: str
    rollback: str


@dataclass(frozen=True, slots=True)
class NothingDeployed:
    """This release has deployed nothing there that could be taken back."""

    environment: str


@dataclass(frozen=True, slots=True)
class GoesBack(Confirm):
    """`reopens` lose signatures; `runs` is to run again, system by system, in this order."""

    reopens: tuple[str, ...]
    runs: tuple[Ran, ...]

    @property
    def consequences(self) -> tuple[str, ...]:
        return (*self.reopens, "|", *(ran.system for ran in self.runs), *map(repr, self.runs))


RollbackRefusal = RollingBack | NothingDeployed | GoesBack
