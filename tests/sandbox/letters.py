"""Mail as an app sends it in these tests, over real SMTP, and a place that takes people's replies."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox import Server
from tests.ports import port_for_a_server
from tests.sandbox.office import PATIENCE

APP = "Porter <porter@bot.example>"


def letter(
    to: str = "chen@office.example", subject: str = "Ready", text: str = "It is ready.\n", **more: str
) -> EmailMessage:
    """`more` are further headers, with `_` for `-`."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = APP, to, subject
    for name, value in more.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


@contextmanager
def smtp(server: Server) -> Iterator[smtplib.SMTP]:
    parts = urlsplit(server.smtp_url)
    with smtplib.SMTP(parts.hostname or "", parts.port or 0, timeout=PATIENCE) as connection:
        yield connection


def send(server: Server, *messages: EmailMessage) -> None:
    with smtp(server) as connection:
        for message in messages:
            connection.send_message(message)


class Answering:
    """The app's own mail server: what people answer arrives here, unless it says `no`."""

    def __init__(self, no: str | None = None) -> None:
        self.no = no
        self.taken: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        if self.no is not None:
            return self.no
        assert isinstance(envelope.content, bytes)
        self.taken.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 taken"


@contextmanager
def answering(no: str | None = None) -> Iterator[tuple[Answering, str]]:
    """A mail server and its `smtp://` address."""
    office = Answering(no)
    with port_for_a_server() as port:
        controller = Controller(office, hostname="127.0.0.1", port=port)
        controller.start()
        try:
            yield office, f"smtp://127.0.0.1:{port}"
        finally:
            controller.stop()
