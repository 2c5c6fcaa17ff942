"""What the post says: of our mails, and of what came back."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission


@dataclass(frozen=True, slots=True)
class ConfirmMail:
    """The mail was handed over. `refused`: (person, reason) of those it never reaches; `deferred`: those put off."""

    admission: ClassVar = Admission(strangers=True, heard="always")

    mail: str
    message_id: str
    refused: tuple[tuple[str, str], ...] = ()
    deferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnMail:
    """The mail came back from a person's address."""

    admission: ClassVar = Admission(strangers=True, heard="always")

    mail: str
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReceiveReply:
    """A person answered a mail; the reply closes the item that is the answer, where there is one for them."""

    admission: ClassVar = Admission(strangers=False, heard="always")

    mail: str
    text: str
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class ReceiveAttendance:
    """A person's calendar answered the invitation of this `sequence`. `coming` None: perhaps.

    `mail`: the one that invited; `text`: the mail's subject, for the lead where the answer no longer counts.
    """

    admission: ClassVar = Admission(strangers=False, heard="always")

    mail: str
    coming: bool | None
    sequence: int
    text: str


@dataclass(frozen=True, slots=True)
class ReceiveUnclear:
    """A mail that could not be placed. `mail`: the one it seems to answer, "" if none; `why`: a `mails.Doubt`."""

    admission: ClassVar = Admission(strangers=True, heard="always")

    sender: str
    subject: str
    text: str
    why: str
    mail: str = ""


MailCommand = ConfirmMail | ReturnMail | ReceiveReply | ReceiveAttendance | ReceiveUnclear
