"""What the lead may decide about a problem: to go back."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission
from bot.domain.commands.confirming import ShownFirst


@dataclass(frozen=True, slots=True)
class RollBack(ShownFirst):
    admission: ClassVar = Admission(strangers=False, heard="after an abort")
    verb: ClassVar = "rollback"

    reason: str = ""


RollbackCommand = RollBack
