"""Hands one reply to the mail server that takes mail for the app. Never raises for what that server does."""

import smtplib
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from sandbox.setup.errors import SetupError
from sandbox.state.mails import Handover, Mail

PATIENCE: Final = 10.0
NOBODY: Final = Handover("kept")


def checked(url: str | None) -> str | None:
    """Raise `SetupError` for what is no `smtp://` address with a host and a port."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        complete = parts.scheme == "smtp" and parts.hostname and parts.port
    except ValueError:
        complete = False
    if not complete:
        raise SetupError(f"{url} takes no replies: an address looks like smtp://127.0.0.1:2525.")
    return url


def send(url: str | None, mail: Mail, recipients: Sequence[str]) -> Handover:
    """One real SMTP transaction to `url`; `kept` where there is no destination or nobody outside to write to."""
    if url is None or not recipients:
        return NOBODY
    parts = urlsplit(url)
    try:
        with smtplib.SMTP(parts.hostname or "", parts.port or 0, timeout=PATIENCE) as server:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            refused = server.sendmail(mail.sender, list(recipients), mail.raw)
    except smtplib.SMTPRecipientsRefused as problem:
        return Handover("refused", _told(problem.recipients))
    except smtplib.SMTPResponseException as problem:
        return Handover("refused", f"{problem.smtp_code} {_words(problem.smtp_error)}")
    except (OSError, smtplib.SMTPException) as problem:
        return Handover("unreachable", str(problem))
    return Handover("refused", _told(refused)) if refused else Handover("delivered")


def _told(refused: dict[str, tuple[int, bytes]]) -> str:
    return "; ".join(f"{address}: {code} {_words(text)}" for address, (code, text) in refused.items())


def _words(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text
