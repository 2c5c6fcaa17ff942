"""What a mail is to its readers. Records are frozen; nothing here knows of SMTP or of the workspace."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address, as in a header; `name` is decoded and may be empty."""

    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, slots=True)
class Attachment:
    """Any part that is not the text to read. `content_id` where the HTML refers to it."""

    name: str
    kind: str
    content: bytes = field(repr=False)
    content_id: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """What became of a reply: taken by the destination, refused or not reached, or kept because there is none."""

    outcome: Literal["kept", "delivered", "refused", "unreachable"]
    told: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it was handed over: `sender` and `recipients` are the envelope's, the rest its headers and parts.

    `references` are the ids of earlier mails, oldest first. `delivery` only for what people of the workspace wrote.
    """

    number: int
    at: float
    sender: str
    recipients: tuple[str, ...]
    raw: bytes = field(repr=False)
    message_id: str
    references: tuple[str, ...]
    subject: str
    author: Mailbox
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    reply_to: tuple[Mailbox, ...]
    date: datetime | None
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    delivery: Handover | None = None

    def concerns(self, address: str) -> bool:
        """Whether this address wrote it, or got it, openly or as a blind copy."""
        known = {self.sender, self.author.address, *self.recipients}
        return address.casefold() in {entry.casefold() for entry in known}
