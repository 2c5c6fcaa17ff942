"""A letter, and the mail it becomes (RFC 5322, MIME). Text is data: nothing in it makes a header or a recipient."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from bot.domain.plan.spelling import visible
from bot.mail.addresses import Mailbox, is_address
from bot.mail.headers import MESSAGE_ID, WRITING
from bot.speech.voice import STEERING

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Attachment:
    """`media_type` as in `text/calendar`; `parameters` go beside it, such as `("method", "REQUEST")`."""

    filename: str
    media_type: str
    content: bytes
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """One reader's copy of a mail. Ids with their angle brackets; `references` from the oldest. `date` has a zone.

    `to` is whom the mail is for, as everybody may see; `reader`, the address that this copy alone goes to.

    `sender` is the address that sends; `reply_to` those whom an answer is to reach, if that is anybody else.
    `forms`: the same matter for other programs than a reader's eyes, such as calendars; the last is the richest.
    """

    message_id: str
    date: datetime
    sender: Mailbox
    to: tuple[Mailbox, ...]
    reader: str
    subject: str
    text: str
    html: str
    reply_to: tuple[Mailbox, ...] = ()
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    forms: tuple[Attachment, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    def message(self) -> EmailMessage:
        """The mail, text and HTML as alternatives. Recipients that are no addresses are left out of its header."""
        mail = EmailMessage(policy=WRITING)
        mail["Message-ID"] = self.message_id
        mail["Date"] = format_datetime(self.date)
        mail["From"] = _addresses([self.sender])
        if answered := _addresses(self.reply_to):
            mail["Reply-To"] = answered
        mail["To"] = _addresses(self.to)
        mail["Subject"] = one_line(self.subject)
        for name, ids in (("In-Reply-To", [self.in_reply_to or ""]), ("References", self.references)):
            if usable := [identifier for identifier in ids if MESSAGE_ID.fullmatch(identifier)]:
                mail[name] = " ".join(usable)
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers it
        mail.set_content(_CONTROLS.sub("", self.text))
        mail.add_alternative(_CONTROLS.sub("", self.html), subtype="html")
        for form in self.forms:
            kind, _, subtype = form.media_type.partition("/")
            mail.add_alternative(form.content, maintype=kind, subtype=subtype, params=dict(form.parameters))
        for attachment in self.attachments:
            _attach(mail, attachment)
        return mail


def one_line(text: str) -> str:
    """Whatever somebody wrote, as part of a header: on one line, steering nothing, and not decoded as RFC 2047."""
    return visible(STEERING.sub("", " ".join(text.split()))).replace("=?", "=\u2060?")


def _addresses(boxes: Iterable[Mailbox]) -> tuple[Address, ...]:
    return tuple(
        Address(display_name=one_line(box.name), addr_spec=box.address) for box in boxes if is_address(box.address)
    )


def _attach(mail: EmailMessage, attachment: Attachment) -> None:
    kind, _, subtype = attachment.media_type.partition("/")
    mail.add_attachment(
        attachment.content,
        maintype=kind,
        subtype=subtype,
        filename=one_line(attachment.filename),
        params=dict(attachment.parameters),
    )
