"""What may be done with branches and scripts."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission
from bot.domain.commands.confirming import MovesCode


@dataclass(frozen=True, slots=True)
class SubmitCode(MovesCode):
    """The branch and commit that are to be deployed from now on."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")
    verb: ClassVar = "branch"
    brings: ClassVar = True

    system: str
    branch: str
    commit: str


@dataclass(frozen=True, slots=True)
class AttachScript(MovesCode):
    """`digest`: the script's SHA-256 in hexadecimal."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")
    verb: ClassVar = "script"
    brings: ClassVar = True

    system: str
    name: str
    digest: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class RemoveScript(MovesCode):
    admission: ClassVar = Admission(strangers=False, heard="to the end")
    verb: ClassVar = "script remove"
    brings: ClassVar = True

    system: str
    name: str
    reason: str = ""


CodeCommand = SubmitCode | AttachScript | RemoveScript
