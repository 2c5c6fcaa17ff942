"""From a mail's bytes to what its readers see: headers decoded, the text, the HTML, the attachments. Pure.

https://www.rfc-editor.org/rfc/rfc5322
"""

import mimetypes
import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.headerregistry import AddressHeader, DateHeader
from email.message import EmailMessage
from email.utils import getaddresses
from typing import Any, cast

from sandbox.state.mails import Attachment, Mail, Mailbox

_ID = re.compile(r"<[^<>\s]+>")


def read(number: int, at: float, sender: str, recipients: tuple[str, ...], raw: bytes) -> Mail:
    """The mail in `raw`. One without a Message-ID gets one of its own, as a server on the way would give it."""
    message = message_from_bytes(raw, policy=policy.default)
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    return Mail(
        number=number,
        at=at,
        sender=sender,
        recipients=recipients,
        raw=raw,
        message_id=next(iter(_ids(message, "Message-ID")), f"<{number}@mail.workspace.example>"),
        references=_references(message),
        subject=str(message["Subject"] or ""),
        author=next(iter(_mailboxes(message, "From")), Mailbox("", sender)),
        to=_mailboxes(message, "To"),
        cc=_mailboxes(message, "Cc"),
        reply_to=_mailboxes(message, "Reply-To"),
        date=_date(message["Date"]),
        text=_words(plain),
        html=_words(rich),
        attachments=tuple(_attachments(message, {id(plain), id(rich)})),
    )


def _ids(message: EmailMessage, name: str) -> list[str]:
    return _ID.findall(" ".join(str(value) for value in message.get_all(name, ())))


def _references(message: EmailMessage) -> tuple[str, ...]:
    """`References`, and `In-Reply-To` last where it is not among them."""
    return tuple(dict.fromkeys([*_ids(message, "References"), *_ids(message, "In-Reply-To")]))


def _mailboxes(message: EmailMessage, name: str) -> tuple[Mailbox, ...]:
    return tuple(box for value in message.get_all(name, ()) for box in _boxes_of(value))


def _boxes_of(value: Any) -> Iterator[Mailbox]:
    if isinstance(value, AddressHeader):
        yield from (Mailbox(entry.display_name, entry.addr_spec) for entry in value.addresses)
    else:  # a second header of a kind there may be only one of comes as plain text
        yield from (Mailbox(name, address) for name, address in getaddresses([str(value)]))


def _date(value: Any) -> datetime | None:
    return value.datetime if isinstance(value, DateHeader) else None


def _words(part: Any) -> str:
    """A text part's words, lines ended by newlines; bytes its charset does not know are shown as such."""
    if part is None:
        return ""
    try:
        words = str(part.get_content())
    except LookupError:  # a charset nobody knows
        words = _content(part).decode("utf-8", "replace")
    return words.replace("\r\n", "\n")


def _attachments(message: EmailMessage, bodies: set[int]) -> Iterator[Attachment]:
    leaves = (part for part in _leaves(message) if id(part) not in bodies)
    for position, part in enumerate(leaves, 1):
        kind = part.get_content_type()
        yield Attachment(
            name=part.get_filename() or f"part-{position}{mimetypes.guess_extension(kind) or ''}",
            kind=kind,
            content=_content(part),
            content_id=str(part["Content-ID"] or "").strip().strip("<>"),
            method=str(part.get_param("method", "")) if kind == "text/calendar" else "",
        )


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Every part that holds no parts; a mail inside a mail counts as one."""
    if message.get_content_maintype() != "multipart":
        yield message
        return
    for part in message.iter_parts():
        yield from _leaves(cast("EmailMessage", part))


def _content(part: EmailMessage) -> bytes:
    if part.get_content_maintype() == "message":
        return b"".join(cast("EmailMessage", inner).as_bytes() for inner in part.iter_parts())
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
