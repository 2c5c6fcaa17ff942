"""The SMTP server: takes mail for people of the workspace and for others, refuses what no server would take.

An address in a domain of the workspace that nobody has: 550. A domain that cannot be (`.invalid`): 550. More than
10 MB: 552. AUTH is not demanded; wrong credentials are refused. Faults named `mail` strike when a mail is handed over.

https://www.rfc-editor.org/rfc/rfc5321
"""

import asyncio
import logging
import ssl
from typing import Final, assert_never, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from sandbox.mail import exchange
from sandbox.mail.settings import LIMIT
from sandbox.state.faults import Dropped, ErrorAnswer, Fault, LostAnswer, RateLimited, ServerError, Slow
from sandbox.state.workspace import Workspace

HOSTNAME: Final = "mail.workspace.example"
TAKEN: Final = "250 2.0.0 taken"

logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd warns of its own deprecated field at each login


class Reception:
    """What aiosmtpd asks at each step of a session; the names of its methods are aiosmtpd's."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = exchange.refusal_of(self._workspace, address)
        if refusal is not None:
            exchange.refuse(self._workspace, envelope.mail_from or "", address, refusal)
            return refusal
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        fault = self._workspace.faults.take_for_mail()
        if isinstance(fault, Slow) and fault.performed == "after":
            await asyncio.sleep(fault.seconds)
        answer = refusal_by(fault)
        if answer is not None:
            exchange.refuse(self._workspace, envelope.mail_from or "", ", ".join(envelope.rcpt_tos), answer)
        elif not isinstance(fault, Dropped):
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            exchange.accept(self._workspace, envelope.mail_from or "", tuple(envelope.rcpt_tos), content)
        if isinstance(fault, Slow) and fault.performed == "before":
            await asyncio.sleep(fault.seconds)
        if isinstance(fault, Dropped | LostAnswer):
            cast("asyncio.Transport", server.transport).abort()
        return answer or TAKEN

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, known: object
    ) -> AuthResult:
        given = (known.login, known.password) if isinstance(known, LoginPassword) else ()
        wanted = tuple(text.encode() for text in exchange.credentials(self._workspace))
        return AuthResult(success=given == wanted, handled=False)

    def protocol(self, tls: ssl.SSLContext | None) -> SMTP:
        """One connection's protocol, for `loop.create_server`."""
        return SMTP(
            self,
            data_size_limit=LIMIT,
            enable_SMTPUTF8=True,
            hostname=HOSTNAME,
            ident="Local workspace",
            tls_context=tls,
            auth_require_tls=False,
            authenticator=self.authenticate,
            loop=asyncio.get_running_loop(),
        )


def refusal_by(fault: Fault | None) -> str | None:
    """What the server says instead of taking the mail; None where it takes it, or says nothing at all."""
    match fault:
        case RateLimited():
            return "451 4.7.1 Greylisted; try again later"
        case ServerError():
            return "451 4.3.0 Local error in processing"
        case ErrorAnswer(error=error):
            return f"554 5.7.1 {error}"
        case LostAnswer() | Dropped() | Slow() | None:
            return None
        case _:
            assert_never(fault)
