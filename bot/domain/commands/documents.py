"""What may be done with documents."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission
from bot.domain.state.documents import Draft


@dataclass(frozen=True, slots=True)
class Write:
    """Deliver the document an item asks for, or a new version of it; it signs the item where the writer may.

    `over`: the number of the version that was changed, 0 for none; None where nothing was looked at before.
    """

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    item: str
    draft: Draft
    over: int | None = None


@dataclass(frozen=True, slots=True)
class SendBack:
    """The reviewer does not approve: what was reviewed is to be done again. `seen`: as of `Sign`."""

    admission: ClassVar = Admission(strangers=False, heard="while running")

    item: str
    reason: str = ""
    seen: str = ""


DocumentCommand = Write | SendBack
