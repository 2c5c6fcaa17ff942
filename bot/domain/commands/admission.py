"""When a release listens to a command: every command's class says so, and `rules.admission` asks it."""

from dataclasses import dataclass
from typing import Final, Literal, Protocol, runtime_checkable


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """`strangers`: it is heard from whoever takes no part, too: the clock, the post, a platform, who links themselves.

    `heard`: of a release that has ended, too; of one that was aborted, and in a pause, too; in a pause, too; or only
    while it runs, for a pause halts it.
    """

    strangers: bool
    heard: Literal["always", "after an abort", "to the end", "while running"]


FACT: Final = Admission(strangers=False, heard="always")
"""Of what is so in the world, whoever tells it: no pause and no end of a release makes it untrue."""


@runtime_checkable
class OnItem(Protocol):
    """A command about one item."""

    @property
    def item(self) -> str: ...
