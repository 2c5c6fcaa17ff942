"""Asking for the report."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission


@dataclass(frozen=True, slots=True)
class AskReport:
    """The report so far is wanted in the channel; of a release that has ended, once more."""

    admission: ClassVar = Admission(strangers=False, heard="always")


ReportCommand = AskReport
