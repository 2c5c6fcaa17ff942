"""What the lead may decide about a problem: to go back."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission


@dataclass(frozen=True, slots=True)
class RollBack:
    """`confirmed`: what it takes back has been shown."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    reason: str = ""
    confirmed: bool = False


RollbackCommand = RollBack
