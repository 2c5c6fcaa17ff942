"""A reply as a mail client writes it: from whom, to whom, in which thread, with the mail it answers quoted. Pure."""

from collections.abc import Iterator
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from sandbox.state.mails import Mail, Mailbox

_PREFIXES = ("re:", "re：", "回复:", "回复：", "答复:", "答复：")


def reply_to(
    mail: Mail, author: Mailbox, words: str, *, everybody: bool, message_id: str, now: datetime
) -> EmailMessage:
    """`words` above the quoted mail, to whom it asks to be answered; with `everybody` its other readers get copies."""
    message = EmailMessage(policy=SMTP)
    to = answer_addresses(mail, author)
    message["From"] = _addresses((author,))
    message["To"] = _addresses(to)
    copies = tuple(_others(mail, {author.address.casefold(), *(box.address.casefold() for box in to)}))
    if everybody and copies:
        message["Cc"] = _addresses(copies)
    message["Subject"] = _subject(mail.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id
    message["In-Reply-To"] = mail.message_id
    message["References"] = " ".join([*mail.references, mail.message_id])
    message.set_content(f"{words.rstrip()}\n\n{_quoted(mail)}")
    return message


def answer_addresses(mail: Mail, author: Mailbox) -> tuple[Mailbox, ...]:
    """Reply-To before From; who answers her own mail writes on to its readers. Empty if these are no addresses."""
    own = mail.author.address.casefold() == author.address.casefold()
    wanted = mail.to if own else mail.reply_to or (mail.author,)
    return tuple(box for box in wanted if _is_address(box))


def _others(mail: Mail, left_out: set[str]) -> Iterator[Mailbox]:
    for box in dict.fromkeys((*mail.to, *mail.cc)):
        if box.address.casefold() not in left_out and _is_address(box):
            yield box


def _is_address(box: Mailbox) -> bool:
    local, at, domain = box.address.rpartition("@")
    return bool(local and at and domain)


def _addresses(boxes: tuple[Mailbox, ...]) -> tuple[Address, ...]:
    return tuple(Address(display_name=box.name, addr_spec=box.address) for box in boxes)


def _subject(subject: str) -> str:
    return subject if subject.lower().startswith(_PREFIXES) else f"Re: {subject}"


def _quoted(mail: Mail) -> str:
    when = f"{mail.date:%Y-%m-%d %H:%M} " if mail.date else ""
    quote = "\n".join(f"> {line}".rstrip() for line in mail.text.rstrip().splitlines())
    return f"{when}{mail.author}:\n{quote}\n"
