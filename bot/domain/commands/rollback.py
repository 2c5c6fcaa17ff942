"""What the lead may decide about a problem: to go back."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission


@dataclass(frozen=True, slots=True)
class RollBack:
    """`confirmed`: the code of the consequences that were shown (`Confirm`)."""

    admission: ClassVar = Admission(strangers=False, heard="after an abort")

    reason: str = ""
    confirmed: str = ""


RollbackCommand = RollBack
