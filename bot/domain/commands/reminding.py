"""The clock strikes."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""

    admission: ClassVar = Admission(strangers=True, heard="to the end")


RemindingCommand = Tick
