"""The clock strikes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""


RemindingCommand = Tick
