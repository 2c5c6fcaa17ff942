"""Where the SMTP server and the app's mailbox listen: loopback ports of their own, with the workspace's event loop."""

import asyncio
import socket
import ssl
from pathlib import Path

from sandbox.mail.exchange import credentials
from sandbox.mail.imap import AppsMailbox
from sandbox.mail.sending import checked
from sandbox.mail.settings import MailSettings
from sandbox.mail.smtp import Reception
from sandbox.setup.errors import SetupError
from sandbox.setup.loopback import listen
from sandbox.state.workspace import Workspace


class PostOffice:
    """Raises `SetupError` where it cannot open as asked."""

    def __init__(self, workspace: Workspace, settings: MailSettings, host: str) -> None:
        workspace.reply_to_smtp = checked(settings.reply_to_smtp)
        self._tls = _tls_from(settings.certificate)
        self._workspace = workspace
        self._listener = listen(host, settings.port, option="--smtp-port")
        self._mailbox = listen(host)
        self._servers: list[asyncio.Server] = []

    @property
    def url(self) -> str:
        """`smtp://user:password@host:port`."""
        return self._url("smtp", self._listener)

    @property
    def mailbox_url(self) -> str:
        """`imap://user:password@host:port/INBOX`."""
        return f"{self._url('imap', self._mailbox)}/INBOX"

    def _url(self, scheme: str, listener: socket.socket) -> str:
        host, port = listener.getsockname()[:2]
        user, password = credentials(self._workspace)
        return f"{scheme}://{user}:{password}@{f'[{host}]' if ':' in host else host}:{port}"

    async def open(self) -> None:
        reception = Reception(self._workspace)
        loop = asyncio.get_running_loop()
        self._servers = [
            await loop.create_server(lambda: reception.protocol(self._tls), sock=self._listener),
            await asyncio.start_server(AppsMailbox(self._workspace).serve, sock=self._mailbox),
        ]

    def close(self) -> None:
        for server in self._servers:
            server.close()


def _tls_from(certificate: Path | None) -> ssl.SSLContext | None:
    if certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate)
    except ssl.SSLError as problem:
        raise SetupError(f"{certificate}: is no PEM file with a key and its certificate.") from problem
    except OSError as problem:
        raise SetupError(f"{certificate}: cannot be read: {problem.strerror}.") from problem
    return context
