"""What a workflow of Slack's waits for."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission


@dataclass(frozen=True, slots=True)
class WaitFor:
    """`execution` of a workflow waits until the items are settled; `person` is asked to sign them, bringing `note`."""

    admission: ClassVar = Admission(strangers=True, heard="always")

    items: tuple[str, ...]
    execution: str
    person: str = ""
    note: str = ""


WorkflowCommand = WaitFor
