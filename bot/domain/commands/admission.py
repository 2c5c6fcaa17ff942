"""When a release listens to a command: every command's class says so, and `rules.admission` asks it."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """`strangers`: it is heard from whoever takes no part, too: the clock, the post, a platform, who links themselves.

    `afterwards`: it is heard of a release that has ended, too. `halted`: a pause keeps it from the plan's items.
    """

    strangers: bool
    afterwards: bool
    halted: bool


@runtime_checkable
class OnItem(Protocol):
    """A command about one item."""

    @property
    def item(self) -> str: ...
