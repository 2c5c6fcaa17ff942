"""What is learnt of the way to Slack, and asking that it be tried again."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission


@dataclass(frozen=True, slots=True)
class LoseChannel:
    """Nothing reaches the channel before somebody has mended this. `mend`: a `Mend`; `detail`: Slack's own word."""

    admission: ClassVar = Admission(strangers=True, heard="always")

    mend: str
    detail: str


@dataclass(frozen=True, slots=True)
class RegainChannel:
    """The channel takes messages again."""

    admission: ClassVar = Admission(strangers=True, heard="always")


@dataclass(frozen=True, slots=True)
class Retry:
    """What could not be delivered is to be tried again at once."""

    admission: ClassVar = Admission(strangers=False, heard="always")


DeliveryCommand = LoseChannel | RegainChannel | Retry
