"""Where mail comes in and where replies go, as whoever opens the workspace wants it; and how much one mail may hold."""

from dataclasses import dataclass
from pathlib import Path

LIMIT = 10 * 1024 * 1024
"""Bytes of one mail, attachments encoded; a larger one is refused with 552."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where mail comes in and where people's replies go.

    `port`: the SMTP server's, 0 for a free one. `reply_to_smtp`: `smtp://[user:password@]host:port` of whoever takes
    replies to the app; without it they stay in the outbox. `certificate`: a PEM file with key and certificate; with
    it STARTTLS is offered.
    """

    port: int = 0
    reply_to_smtp: str | None = None
    certificate: Path | None = None
