"""Hands one letter to the SMTP server and says what is known afterwards. Whether to send again is not decided here.

SMTP has no look-up: a letter whose answer was lost (`Unknown`) may be sent again, and its Message-ID makes it one mail.
https://www.rfc-editor.org/rfc/rfc5321
"""

import re
import smtplib
import ssl
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
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
    """The server has it for everybody but these: address to reason.

    `refused` are refused for good, `deferred` for now: send the letter again to those alone.
    """

    refused: Mapping[str, str] = field(default_factory=dict)
    deferred: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Later:
    """Nobody has it; it may succeed later. A refused login or sender too: that is mended in the settings."""

    why: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The connection ended after the letter had been sent and before it was answered: it may have been taken."""

    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Nobody has it, and as it is nobody will. `recipients`: address to reason, where it was refused one by one."""

    why: str
    recipients: Mapping[str, str] = field(default_factory=dict)


Outcome = Accepted | Later | Unknown | Refused
Said = TypeVar("Said")


class Smtp:
    """`patience` bounds a whole delivery.

    `trust`: the certificates to trust, by default the machine's; SSL_CERT_FILE names others.
    """

    def __init__(self, server: SmtpServer, patience: timedelta = PATIENCE, trust: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._patience = patience.total_seconds()
        self._trust = trust or trusted()

    def send(self, letter: Letter, only: Collection[str] | None = None) -> Outcome:
        """`only`: these of its recipients, when others have it already. Never raises for what the server does."""
        wanted = [box.address for box in letter.to if only is None or box.address in only]
        usable = list(dict.fromkeys(address for address in wanted if is_address(address)))
        unusable = {address: NOT_AN_ADDRESS for address in wanted if not is_address(address)}
        if not usable:
            return Refused(NOT_AN_ADDRESS if unusable else "nobody to send it to", unusable)
        content = letter.message().as_bytes()
        conversation = _Conversation(self._server, self._patience, self._trust)
        return conversation.deliver(letter.sender.address, usable, content, unusable)

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

    def deliver(self, sender: str, to: list[str], content: bytes, unusable: Mapping[str, str]) -> Outcome:
        return self._during(
            sender.rpartition("@")[2],
            lambda smtp: self._prepare(smtp) or self._transact(smtp, sender, to, content, unusable),
        )

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

    def _transact(
        self, smtp: smtplib.SMTP, sender: str, to: list[str], content: bytes, unusable: Mapping[str, str]
    ) -> Outcome:
        code, said = self._hurry(smtp).mail(sender, [f"size={len(content)}"] if smtp.has_extn("size") else [])
        if code != DONE:
            return Refused(_words(code, said)) if code == TOO_LARGE else Later(_words(code, said))
        answers = {address: self._hurry(smtp).rcpt(address) for address in to}
        refused = {**unusable, **{a: _words(*told) for a, told in answers.items() if not _open(told[0])}}
        deferred = {a: _words(*told) for a, told in answers.items() if told[0] in FOR_NOW}
        if not any(code in TAKEN for code, _ in answers.values()):
            return Later("; ".join(deferred.values())) if deferred else Refused(next(iter(refused.values())), refused)
        code, said = self._hand_over(smtp, content)
        if code == DONE:
            return Accepted(refused, deferred)
        return Refused(_words(code, said), refused) if not _open(code) else Later(_words(code, said))

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
