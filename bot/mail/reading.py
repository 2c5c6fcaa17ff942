"""What a mail in our mailbox is: somebody's words, what their calendar answers, a bounce, or a machine's answer. Pure.

Anybody may have written it, so it is read in a process that may be killed (`apart`). Which item it is about is decided
elsewhere, from the ids and the address.
https://www.rfc-editor.org/rfc/rfc3464 (bounces), https://www.rfc-editor.org/rfc/rfc3834 (automatic answers)
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, message_from_string
from email.headerregistry import AddressHeader, DateHeader
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import Final, cast

from bot.mail.addresses import Mailbox
from bot.mail.attendance import CalendarAnswer, answer_in
from bot.mail.headers import MESSAGE_ID, READING
from bot.mail.hypertext import as_text
from bot.mail.quoting import own_words
from bot.mail.vouching import vouched

SUPERSETS: Final = {"gb2312": "gb18030", "gbk": "gb18030", "us-ascii": "utf-8", "ascii": "utf-8"}
"""Clients name the smaller set and write characters of the larger one."""
AUTOMATIC: Final = ("x-autoreply", "x-autorespond", "x-autoresponse")
LARGEST_HEAD: Final = 100_000
"""Bytes. Servers pass no more on (Postfix, header_size_limit: 102,400)."""
MOST_LINES: Final = 2_000
LARGEST_TEXT: Final = 1_000_000
"""Characters of one that are read; a record takes far fewer."""
AWAY: Final = re.compile(
    r"(automatic reply|auto[- ]?reply|out of (the )?office|自动回复|自动答复) ?[:：]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Received:
    """`text`: what the sender wrote, without quotation and signature.

    `sender` is who the mail says it is from; `is_vouched`: our own server vouches for that. Ids have their angle
    brackets; `date` has a zone, or is None.
    """

    message_id: str
    in_reply_to: str | None
    references: tuple[str, ...]
    sender: str
    sender_name: str
    subject: str
    date: datetime | None
    text: str
    is_vouched: bool = False


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours did not reach `address`. `message_id`: the copy's, where the report tells it."""

    message_id: str | None
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class Attending:
    """Somebody's calendar answers our invitation; it counts although a machine may have written the mail."""

    mail: Received
    answer: CalendarAnswer


@dataclass(frozen=True, slots=True)
class Automatic:
    """A machine wrote it: a holiday notice, a report of a delay. It answers nothing."""

    mail: Received


Incoming = Received | Attending | Bounce | Automatic


def read(raw: bytes, receiver: str = "") -> tuple[Incoming, ...]:
    """One mail; a report on several addresses is several bounces. It raises whatever the mail brings about.

    `receiver`: the authserv-id of our own server, "" where none is known.
    """
    if wrong := _beyond(raw):
        raise ValueError(wrong)
    mail = message_from_bytes(raw, policy=READING)
    bounces = tuple(_bounces(mail))
    if bounces:
        return bounces
    received = _received(mail, raw, receiver)
    if answer := answer_in(mail):
        return (Attending(received, answer),)
    return (Automatic(received) if _is_automatic(mail, received.subject) else received,)


def _beyond(raw: bytes) -> str:
    """What the header of no honest mail has; "" where nothing is wrong."""
    head, *rest = raw[: LARGEST_HEAD + 4].replace(b"\r\n", b"\n").split(b"\n\n", 1)
    if not rest and len(raw) > LARGEST_HEAD:
        return f"its header has more than {LARGEST_HEAD} bytes"
    return f"its header has more than {MOST_LINES} lines" if len(head.split(b"\n")) > MOST_LINES else ""


def _received(mail: EmailMessage, raw: bytes, receiver: str) -> Received:
    answered = _ids(mail, "In-Reply-To")
    sender = _sender(mail)
    return Received(
        message_id=next(iter(_ids(mail, "Message-ID")), _made_up_id(raw)),
        in_reply_to=answered[0] if answered else None,
        references=tuple(_ids(mail, "References")),
        sender=_sound(sender.address),
        sender_name=_sound(sender.name),
        subject=_sound(" ".join(str(mail.get("Subject", "")).split())),
        date=_date(mail),
        text=own_words(_sound(_text(mail))),
        is_vouched=vouched(mail, receiver),
    )


def _ids(mail: EmailMessage, name: str) -> list[str]:
    return MESSAGE_ID.findall(" ".join(map(str, mail.get_all(name, ()))))


def _sender(mail: EmailMessage) -> Mailbox:
    header = mail.get("From")
    if isinstance(header, AddressHeader) and header.addresses:
        return Mailbox(header.addresses[0].display_name, header.addresses[0].addr_spec)
    return Mailbox(*parseaddr(str(header or "")))


def _date(mail: EmailMessage) -> datetime | None:
    header = mail.get("Date")
    if not isinstance(header, DateHeader) or header.datetime is None:
        return None
    return header.datetime if header.datetime.tzinfo else header.datetime.replace(tzinfo=UTC)


def _text(mail: EmailMessage) -> str:
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    words = _decoded(plain) if plain is not None else ""
    return words if words.strip() or rich is None else as_text(_decoded(rich))


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    charset = str(part.get_content_charset() or "utf-8")
    try:
        text = content.decode(SUPERSETS.get(charset, charset), "replace")
    except LookupError:  # a character set nobody knows
        text = content.decode("utf-8", "replace")
    return text[:LARGEST_TEXT]


def _is_automatic(mail: EmailMessage, subject: str) -> bool:
    submitted = str(mail.get("Auto-Submitted", "no")).partition(";")[0].strip().casefold()
    return (
        submitted != "no"
        or any(name in mail for name in AUTOMATIC)
        or str(mail.get("Precedence", "")).strip().casefold() == "auto_reply"
        or str(mail.get("Return-Path", "")).strip() == "<>"
        or AWAY.match(subject) is not None
    )


def _bounces(mail: EmailMessage) -> Iterator[Bounce]:
    if mail.get_content_type() != "multipart/report":
        return
    parts = [cast("EmailMessage", part) for part in mail.iter_parts()]
    original = next((found for part in parts if (found := _original_id(part))), None)
    for part in parts:
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            for block in cast("list[Message]", part.get_payload()):
                if str(block.get("Action", "")).strip().casefold() == "failed":
                    yield Bounce(original, _recipient(block), _reason(block))


def _original_id(part: EmailMessage) -> str | None:
    """The Message-ID of the mail that came back, whole or its headers alone."""
    match part.get_content_type():
        case "message/rfc822" if part.is_multipart():
            returned = cast("list[Message]", part.get_payload())[0]
        case "text/rfc822-headers":
            returned = message_from_string(_decoded(part))
        case _:
            return None
    found = MESSAGE_ID.search(str(returned.get("Message-ID", "")))
    return found[0] if found else None


def _recipient(block: Message) -> str:
    """The address we wrote to, which may have been forwarded to the one that failed."""
    field = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "")
    return _sound(field.partition(";")[2].strip().strip("<>"))


def _reason(block: Message) -> str:
    told = str(block.get("Diagnostic-Code", "")).partition(";")[2] or str(block.get("Status", ""))
    return _sound(" ".join(told.split()))[:500]


def _made_up_id(raw: bytes) -> str:
    """For a mail without Message-ID: the same mail has the same one."""
    return f"<{hashlib.sha256(raw).hexdigest()[:32]}@no-message-id.invalid>"


def _sound(text: str) -> str:
    """Without the halves of characters by which the parser stands for bytes it cannot decode, and without NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
