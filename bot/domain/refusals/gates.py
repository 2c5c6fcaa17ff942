"""What keeps a gate shut."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.state.gates import Shut


@dataclass(frozen=True, slots=True)
class GateShut:
    """The standard is not met. `passed`: what it counted when it was signed before, {} if never."""

    item: str
    gate: str
    shut: Shut
    passed: Mapping[str, int]


GateRefusal = GateShut
