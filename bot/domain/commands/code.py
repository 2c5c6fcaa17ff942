"""What may be done with branches and scripts."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission


@dataclass(frozen=True, slots=True)
class SubmitCode:
    """The branch and commit that are to be deployed from now on.

    `confirmed`: the code of what falls with what it replaces, as it was shown (`Confirm`).
    """

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    system: str
    branch: str
    commit: str
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class AttachScript:
    """`digest`: the script's SHA-256 in hexadecimal. `confirmed`: the code of what it undoes, as shown (`Confirm`)."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    system: str
    name: str
    digest: str
    link: str = ""
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class RemoveScript:
    admission: ClassVar = Admission(strangers=False, heard="to the end")

    system: str
    name: str
    reason: str = ""
    confirmed: str = ""


CodeCommand = SubmitCode | AttachScript | RemoveScript
