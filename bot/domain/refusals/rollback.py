"""What keeps a system from going back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RollingBack:
    """A rollback is under way; nothing is deployed there until it is through."""

    item: str
    rollback: str


@dataclass(frozen=True, slots=True)
class NothingDeployed:
    """This release has deployed nothing there that could be taken back."""

    environment: str


RollbackRefusal = RollingBack | NothingDeployed
