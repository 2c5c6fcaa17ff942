"""Where mail goes and comes from: people's addresses, and the servers that SMTP_URL and IMAP_URL name. Pure."""

import ipaddress
import re
from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import Final, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

SUBMISSION: Final = 587
SUBMISSION_OVER_TLS: Final = 465
IMAP_OVER_TLS: Final = 993

# What every server takes: an unquoted local part in ASCII (RFC 5321 § 4.1.2); names in other scripts need SMTPUTF8.
_WORD = r"[A-Za-z0-9_!#$%&'*+/=?^`{|}~-]+"
_LABEL = r"[A-Za-z0-9-]+"
_ADDRESS = re.compile(rf"{_WORD}(\.{_WORD})*@{_LABEL}(\.{_LABEL})*")


class Mailbox(NamedTuple):
    """A name as people read it, possibly empty, and an address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """`implicit_tls`: TLS from the first byte; otherwise STARTTLS where it is offered. No `user`: no login."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    implicit_tls: bool = False

    @property
    def is_this_machine(self) -> bool:
        """Whether what is said to it stays on this machine."""
        return on_this_machine(self.host)


@dataclass(frozen=True, slots=True)
class ImapServer:
    """Always TLS, except on this machine, where `imap://` is allowed."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    tls: bool = True


def is_address(text: str) -> bool:
    """Whether mail can be handed to any server for this address; it may still reach nobody."""
    return _ADDRESS.fullmatch(text) is not None


def on_this_machine(host: str) -> bool:
    """Only names that cannot mean another machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def mailbox(text: str) -> Mailbox:
    """`Name <name@host>` or `name@host`, as MAIL_FROM gives it. ValueError for anything else."""
    name, address = parseaddr(text)
    if not is_address(address):
        raise ValueError("no mail address")
    return Mailbox(name, address)


def smtp_server(url: str) -> SmtpServer:
    """`smtp://user:password@host:port` or `smtps://…`, user and password percent-encoded. ValueError otherwise."""
    parts = _parts(url, {"smtp", "smtps"})
    implicit = parts.scheme == "smtps"
    return SmtpServer(
        host=parts.hostname or "",
        port=parts.port or (SUBMISSION_OVER_TLS if implicit else SUBMISSION),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        implicit_tls=implicit,
    )


def imap_server(url: str) -> ImapServer:
    """`imaps://user:password@host:port/INBOX`; ValueError without a user, or without TLS to another machine."""
    parts = _parts(url, {"imaps", "imap"})
    tls = parts.scheme == "imaps"
    if not parts.username or not (tls or on_this_machine(parts.hostname or "")):
        raise ValueError("no user, or no TLS")
    return ImapServer(
        host=parts.hostname or "",
        port=parts.port or IMAP_OVER_TLS,
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        tls=tls,
    )


def sender_of(given: Mailbox | None, server: SmtpServer | None, lead: str) -> Mailbox:
    """Whose mails ours are where MAIL_FROM does not say: the account that sends them, for many servers take no other.

    `lead`: the address of the plan's lead, whose domain serves where the account's name is no address.
    """
    if given is not None:
        return given
    if server is not None and is_address(server.user):
        return Mailbox("", server.user)
    return Mailbox("", f"release-captain@{lead.rpartition('@')[2]}")


def _parts(url: str, schemes: set[str]) -> SplitResult:
    parts = urlsplit(url)
    usable = parts.scheme in schemes and parts.hostname and not parts.query and not parts.fragment
    secrets = unquote(parts.username or "") + unquote(parts.password or "")
    if not usable or parts.port == 0 or not (secrets.isascii() and secrets.isprintable()):
        raise ValueError("no address of a mail server")
    return parts
