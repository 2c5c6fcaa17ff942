"""Hands copies to the SMTP server, each for one reader, and says what is known afterwards of each.

Whether to send again is not decided here. SMTP has no look-up: a copy whose answer was lost (`Unknown`) may be sent
again, and its Message-ID makes it one mail. https://www.rfc-editor.org/rfc/rfc5321
"""

import re
import smtplib
import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeVar

from bot.mail.addresses import SmtpServer, is_address
from bot.mail.letter import Letter
from bot.mail.trust import trusted

PATIENCE: Final = timedelta(seconds=30)
FAREWELL: Final = 2.0  # seconds to wait for the answer to QUIT, which changes nothing
DONE: Final = 250
TAKEN: Final = frozenset({DONE, 251, 252})
TOO_LARGE: Final = 552
GO_AHEAD: Final = 354
FOR_NOW: Final = range(400, 500)
NOT_AN_ADDRESS: Final = "no mail server takes this address"
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server has it."""


@dataclass(frozen=True, slots=True)
class Later:
    """The reader does not have it; it may succeed later. A refused login or sender too: that is mended in settings."""

    why: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The connection ended after the copy had been sent and before it was answered: it may have been taken."""

    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The reader does not have it, and as it is never will."""

    why: str


Outcome = Accepted | Later | Unknown | Refused
Said = TypeVar("Said")


class Smtp:
    """`patience` bounds a whole delivery, of however many copies.

    `trust`: the certificates to trust, by default the machine's; SSL_CERT_FILE names others.
    """

    def __init__(self, server: SmtpServer, patience: timedelta = PATIENCE, trust: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._patience = patience.total_seconds()
        self._trust = trust or trusted()

    def send(self, copies: Sequence[Letter]) -> tuple[Outcome, ...]:
        """What came of each, on one connection. Never raises for what the server does."""
        conversation = _Conversation(self._server, self._patience, self._trust)
        usable = [letter for letter in copies if is_address(letter.reader)]
        came = iter(conversation.deliver(usable) if usable else ())
        return tuple(next(came) if is_address(each.reader) else Refused(NOT_AN_ADDRESS) for each in copies)

    def greet(self, name: str) -> Later | None:
        """Connect, encrypt, log in, and leave: why a letter could not be handed over, None where one could be.

        `name`: the domain that letters come from.
        """
        return _Conversation(self._server, self._patience, self._trust).greet(name)


class _Conversation:
    """One connection. Before each step the time that is left becomes the socket's time-out."""

    def __init__(self, server: SmtpServer, patience: float, trust: ssl.SSLContext) -> None:
        self._server = server
        self._ends = time.monotonic() + patience
        self._trust = trust
        self._content_sent = False

    def greet(self, name: str) -> Later | None:
        outcome = self._during(name, self._prepare)
        return Later(outcome.why) if isinstance(outcome, Unknown) else outcome

    def deliver(self, copies: Sequence[Letter]) -> list[Outcome]:
        """Where the connection ends, that is told of the copy under way; the others were not begun."""
        outcomes: list[Outcome] = []

        def work(smtp: smtplib.SMTP) -> Later | None:
            if not_ready := self._prepare(smtp):
                return not_ready
            for letter in copies:
                self._content_sent = False
                if outcomes and not isinstance(outcomes[-1], Accepted):
                    self._hurry(smtp).rset()
                outcomes.append(self._transact(smtp, letter))
            return None

        broken = self._during(copies[0].sender.address.rpartition("@")[2], work)
        if broken and len(outcomes) < len(copies):
            outcomes.append(broken)
            outcomes += [Later(broken.why)] * (len(copies) - len(outcomes))
        return outcomes

    def _during(self, name: str, work: Callable[[smtplib.SMTP], Said]) -> Said | Later | Unknown:
        """What came of the work on one connection."""
        try:
            with closing(self._connect(name)) as smtp:
                outcome = work(smtp)
                self._take_leave(smtp)
                return outcome
        except smtplib.SMTPResponseException as error:
            why = _words(error.smtp_code, error.smtp_error)
        except ssl.SSLCertVerificationError as error:
            why = f"the certificate of {self._server.host} is not trusted: {error.verify_message}"
        except (OSError, UnicodeError, smtplib.SMTPException) as error:  # UnicodeError: a host name no DNS can hold
            why = f"{self._server.host}:{self._server.port}: {error or type(error).__name__}"
        return Unknown(why) if self._content_sent else Later(why)

    def _connect(self, name: str) -> smtplib.SMTP:
        host, port, left = self._server.host, self._server.port, self._left()
        if self._server.implicit_tls:
            return smtplib.SMTP_SSL(host, port, local_hostname=name, timeout=left, context=self._trust)
        return smtplib.SMTP(host, port, local_hostname=name, timeout=left)

    def _prepare(self, smtp: smtplib.SMTP) -> Later | None:
        """Encrypted where that is possible, and logged in; a password goes over no open line to another machine."""
        self._hurry(smtp).ehlo_or_helo_if_needed()
        encrypted = self._server.implicit_tls
        if not encrypted and smtp.has_extn("starttls"):
            self._hurry(smtp).starttls(context=self._trust)
            self._hurry(smtp).ehlo_or_helo_if_needed()
            encrypted = True
        if not self._server.user:
            return None
        if not encrypted and not self._server.is_this_machine:
            return Later(f"{self._server.host} offers no encryption, so the password was not sent; use smtps://")
        self._hurry(smtp).login(self._server.user, self._server.password)
        return None

    def _transact(self, smtp: smtplib.SMTP, letter: Letter) -> Outcome:
        content = letter.message().as_bytes()
        size = [f"size={len(content)}"] if smtp.has_extn("size") else []
        code, said = self._hurry(smtp).mail(letter.sender.address, size)
        if code != DONE:
            return Refused(_words(code, said)) if code == TOO_LARGE else Later(_words(code, said))
        code, said = self._hurry(smtp).rcpt(letter.reader)
        if code in TAKEN:
            code, said = self._hand_over(smtp, content)
            if code == DONE:
                return Accepted()
        return Later(_words(code, said)) if _open(code) else Refused(_words(code, said))

    def _hand_over(self, smtp: smtplib.SMTP, content: bytes) -> tuple[int, bytes]:
        """The content, once the server asks for it, and the answer to it.

        smtplib's own `data` does not tell apart whether a connection ended before or after the content was sent.
        """
        code, said = self._hurry(smtp).docmd("DATA")
        if code != GO_AHEAD:
            return code, said
        self._hurry(smtp)
        # From here on the server may have taken the mail, whatever becomes of its answer (RFC 5321, 4.2.5; RFC 1047).
        self._content_sent = True
        smtp.send(_LEADING_DOT.sub(b"..", content) + b".\r\n")
        code, said = self._hurry(smtp).getreply()
        if code < DONE:
            raise smtplib.SMTPResponseException(code, said)
        return code, said

    def _take_leave(self, smtp: smtplib.SMTP) -> None:
        with suppress(OSError, smtplib.SMTPException):
            if smtp.sock:
                smtp.sock.settimeout(FAREWELL)
                smtp.quit()

    def _hurry(self, smtp: smtplib.SMTP) -> smtplib.SMTP:
        if smtp.sock:
            smtp.sock.settimeout(self._left())
        return smtp

    def _left(self) -> float:
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        return left


def _open(code: int) -> bool:
    """Whether the answer is yes, or no for now."""
    return code in TAKEN or code in FOR_NOW


def _words(code: int, said: bytes | str) -> str:
    """The server's answer as one line."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())}"[:500]
