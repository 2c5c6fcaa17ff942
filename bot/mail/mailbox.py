"""Reads the mailbox that takes replies: each unseen mail is handed on once and marked as seen after that, never before.

A mail that cannot be read, or that its handler stumbles over, stops no other one and is not tried again: it is flagged,
for a person to look at. https://www.rfc-editor.org/rfc/rfc3501
"""

import imaplib
import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, TypeVar

import structlog
from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxUnencrypted

from bot.mail.addresses import ImapServer
from bot.mail.apart import Reader
from bot.mail.reading import Incoming
from bot.mail.trust import trusted

log = structlog.get_logger(__name__)

PATIENCE: Final = timedelta(seconds=20)
AT_ONCE: Final = 100
AT_MOST: Final = timedelta(minutes=5)
"""For one look; what is left then comes with the next."""
LARGEST: Final = 10 * 1024 * 1024
"""Bytes. A larger mail is not fetched."""
_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)")

Handler = Callable[[Incoming], None]
Said = TypeVar("Said")


class NotNow(Exception):  # noqa: N818 - what a handler says
    """Nothing could be done about a mail just now: it stays unseen and comes again."""


@dataclass(frozen=True, slots=True)
class Collected:
    """`handled` mails were handed on, and `aside` flagged instead; `left` stay unseen and come again."""

    handled: int = 0
    aside: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The mailbox could not be opened, or not be read to its end; what was not marked comes again."""

    why: str


class Inbox:
    """`receiver`: the authserv-id of its server, "" where none is known. `patience` bounds each answer of the server.

    `trust`: the certificates to trust, by default the machine's.
    """

    def __init__(
        self,
        server: ImapServer,
        receiver: str = "",
        patience: timedelta = PATIENCE,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._server = server
        self._receiver = receiver
        self._patience = patience.total_seconds()
        self._trust = trust or trusted()

    def collect(self, handle: Handler) -> Collected | Unreachable:
        """Hand every unseen mail on, the oldest first, at most a hundred at once.

        At least once: a crash after `handle` and before the mark brings the mail again, with the same Message-ID.
        """
        with Reader(self._receiver) as reader:
            return self._during(lambda box: _hand_on(box, reader, handle))

    def set_aside(self) -> int | Unreachable:
        """Log in, find the folder, and leave: how many mails are flagged there, for a person to look at."""
        return self._during(lambda box: len(box.uids("FLAGGED", charset=None)))

    def _during(self, work: Callable[[BaseMailBox], Said]) -> Said | Unreachable:
        try:
            with self._opened() as box:
                return work(box)
        except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
            return Unreachable(f"{self._server.host}:{self._server.port}: {error or type(error).__name__}"[:500])

    @contextmanager
    def _opened(self) -> Iterator[BaseMailBox]:
        box = self._connected()
        try:
            yield box.login(self._server.user, self._server.password, self._server.folder)
        finally:
            with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
                box.logout()
            with suppress(OSError):
                box.client.shutdown()

    def _connected(self) -> BaseMailBox:
        host, port = self._server.host, self._server.port
        if self._server.tls:
            return MailBox(host, port, timeout=self._patience, ssl_context=self._trust)
        return MailBoxUnencrypted(host, port, timeout=self._patience)


def _hand_on(box: BaseMailBox, reader: Reader, handle: Handler) -> Collected:
    handled = aside = left = 0
    ends = time.monotonic() + AT_MOST.total_seconds()
    for uid in box.uids("UNSEEN", charset=None)[:AT_ONCE]:
        if time.monotonic() > ends:
            break
        try:
            why = _taken(box, uid, reader, handle)
        except NotNow:
            left += 1
            continue
        if why:
            log.warning("mailbox.set_aside", uid=uid, why=why)
        _mark(box, uid, r"(\Seen \Flagged)" if why else r"(\Seen)")
        handled, aside = handled + (not why), aside + bool(why)
    return Collected(handled, aside, left)


def _taken(box: BaseMailBox, uid: str, reader: Reader, handle: Handler) -> str:
    """Why the mail is to be set aside; "" where it was handed on, or is gone."""
    try:
        size = _size(box, uid)
        if size > LARGEST:
            return f"{size} bytes are too many"
        raw = _content(box, uid)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as refused:  # the server itself stumbles over it
        return str(refused)
    incoming = reader.read(raw) if raw else ()
    if isinstance(incoming, str):
        return incoming
    try:
        for part in incoming:
            handle(part)
    except NotNow:
        raise
    except Exception as error:
        log.exception("mailbox.not_handled", uid=uid)
        return type(error).__name__
    return ""


def _size(box: BaseMailBox, uid: str) -> int:
    """0 where somebody has deleted it meanwhile."""
    told = b" ".join(part for part in _fetched(box, uid, "(RFC822.SIZE)") if isinstance(part, bytes))
    found = _SIZE.search(told)
    return int(found[1]) if found else 0


def _content(box: BaseMailBox, uid: str) -> bytes:
    """As it lies there; imap-tools would take it apart, in our own process."""
    return next((part[1] for part in _fetched(box, uid, "(BODY.PEEK[])") if isinstance(part, tuple)), b"")


def _fetched(box: BaseMailBox, uid: str, what: str) -> list[Any]:
    return _done(box.client.uid("FETCH", uid, what))


def _mark(box: BaseMailBox, uid: str, flags: str) -> None:
    """Not by imap-tools' own `flag`: that expunges too, and would remove what other people have marked as deleted."""
    _done(box.client.uid("STORE", uid, "+FLAGS", flags))


def _done(answered: tuple[str, list[Any]]) -> list[Any]:
    status, told = answered
    if status != "OK":
        raise imaplib.IMAP4.error(f"refused: {told!r}")
    return told
