"""Reads the mailbox that takes replies: each unseen mail is handed on once and marked as seen after that, never before.

A mail that cannot be read, or whose handler fails, stops no other one.
"""

import imaplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeVar

import structlog
from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxUnencrypted

from bot.mail.addresses import ImapServer
from bot.mail.reading import Incoming, read, unreadable
from bot.mail.trust import trusted

log = structlog.get_logger(__name__)

PATIENCE: Final = timedelta(seconds=20)
AT_ONCE: Final = 100
LARGEST: Final = 10 * 1024 * 1024
"""Bytes. Of a larger mail only the headers are fetched."""

Handler = Callable[[Incoming], None]
Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Collected:
    """`handled` mails are seen now; `left` stay unseen because their handler failed, and come again."""

    handled: int
    left: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The mailbox could not be opened, or not be read to its end; what was not marked comes again."""

    why: str


class Inbox:
    """`patience` bounds each answer of the server. `trust`: the certificates to trust, by default the machine's."""

    def __init__(self, server: ImapServer, patience: timedelta = PATIENCE, trust: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._patience = patience.total_seconds()
        self._trust = trust or trusted()

    def collect(self, handle: Handler) -> Collected | Unreachable:
        """Hand every unseen mail on, the oldest first, at most a hundred at once.

        At least once: a crash after `handle` and before the mark brings the mail again, with the same Message-ID.
        """
        return self._during(lambda box: _hand_on(box, handle))

    def greet(self) -> Unreachable | None:
        """Log in, find the folder, and leave; None where mail could be collected."""
        return self._during(lambda _box: None)

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


def _hand_on(box: BaseMailBox, handle: Handler) -> Collected:
    handled = left = 0
    for uid in box.uids("UNSEEN", charset=None)[:AT_ONCE]:
        raw = _fetched(box, uid, headers_only=True)
        if raw is None:  # somebody has deleted it meanwhile
            continue
        incoming = (
            (unreadable(raw.content, f"{raw.size} bytes are too many"),)
            if raw.size > LARGEST
            else read((_fetched(box, uid, headers_only=False) or raw).content)
        )
        if _is_handled(incoming, handle, uid):
            _mark_seen(box, uid)
            handled += 1
        else:
            left += 1
    return Collected(handled, left)


@dataclass(frozen=True, slots=True)
class _Raw:
    content: bytes
    size: int


def _fetched(box: BaseMailBox, uid: str, *, headers_only: bool) -> _Raw | None:
    found = next(iter(box.fetch(uid_list=[uid], mark_seen=False, headers_only=headers_only)), None)
    return _Raw(bytes(found.obj), found.size_rfc822) if found else None


def _mark_seen(box: BaseMailBox, uid: str) -> None:
    """Not by imap-tools' own `flag`: that expunges too, and would remove what other people have marked as deleted."""
    status, told = box.client.uid("STORE", uid, "+FLAGS", r"(\Seen)")
    if status != "OK":
        raise imaplib.IMAP4.error(f"could not mark a mail as seen: {told!r}")


def _is_handled(incoming: tuple[Incoming, ...], handle: Handler, uid: str) -> bool:
    try:
        for part in incoming:
            handle(part)
    except Exception:
        log.exception("mailbox.not_handled", uid=uid)
        return False
    return True
