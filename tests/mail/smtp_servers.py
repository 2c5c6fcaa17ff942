"""SMTP servers for the tests: a strict one with logins and TLS, and one that says exactly what it is told to say."""

import asyncio
import logging
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "captain@bot.example", "p@ss:w/rd 100%"

logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd warns of its own deprecated field at each login


@dataclass
class Strict:
    """Keeps the mails and the passwords it was given. `answers`: what it says to some recipients instead of 250."""

    port: int
    answers: Mapping[str, str] = field(default_factory=dict)
    taken: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    passwords: list[bytes] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.taken.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=default)))
        return "250 taken"

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, known: object
    ) -> AuthResult:
        assert isinstance(known, LoginPassword)
        self.passwords.append(known.password)
        return AuthResult(success=(known.login, known.password) == (USER.encode(), PASSWORD.encode()), handled=False)


@contextmanager
def strict(
    answers: Mapping[str, str] | None = None,
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
) -> Iterator[Strict]:
    """`starttls` is demanded before anything else; `tls` speaks it from the first byte."""
    with socket.create_server(("127.0.0.1", 0)) as listener, loop_in_background() as loop:
        office = Strict(listener.getsockname()[1], answers or {})

        def protocol() -> SMTP:
            return SMTP(
                office,
                loop=loop,
                hostname="mail.office.example",
                tls_context=starttls,
                require_starttls=starttls is not None,
                auth_require_tls=starttls is not None,
                authenticator=office.authenticate,
            )

        server = asyncio.run_coroutine_threadsafe(loop.create_server(protocol, sock=listener, ssl=tls), loop).result(5)
        yield office
        loop.call_soon_threadsafe(server.close)


@contextmanager
def loop_in_background() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield loop
    finally:
        asyncio.run_coroutine_threadsafe(_end_all(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(30)
        loop.close()


async def _end_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@contextmanager
def scripted(answers: Sequence[str | None]) -> Iterator[int]:
    """A port where one client is answered line by line, the content of a mail counting as one; None hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(30)
        thread = threading.Thread(target=_answer, args=(listener, answers), daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(30)


def _answer(listener: socket.socket, answers: Sequence[str | None]) -> None:
    connection, _ = listener.accept()
    with suppress(ConnectionError), connection, connection.makefile("rwb") as wire:
        for answer in answers:
            if answer is None:
                return
            wire.write(f"{answer}\r\n".encode())
            wire.flush()
            until = b".\r\n" if answer.startswith("354") else b""
            while (line := wire.readline()) and until and line != until:
                pass
            if not line:
                return
