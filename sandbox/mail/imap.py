"""The app's mailbox: what people of the workspace have answered, over IMAP, so that the app can read it where it reads.

Of RFC 3501 what a client needs to find unseen mail, fetch it and mark it as seen; the marks last as long as the server.

https://www.rfc-editor.org/rfc/rfc3501
"""

import asyncio
import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from sandbox.mail import exchange, outbox
from sandbox.state.mails import Mail
from sandbox.state.workspace import Workspace

_FETCH: Final = re.compile(r"(\d+) \(BODY(?:\.PEEK)?\[(HEADER)?\] UID FLAGS RFC822\.SIZE\)")
_STORE: Final = re.compile(r"(\d+) \+FLAGS \(\\Seen\)")
_CALM: Final = 60.0  # seconds without a command


class NotUnderstood(Exception):  # noqa: N818 - it is an answer
    """Told to the client after NO or BAD."""


class AppsMailbox:
    """`serve` is asyncio's handler of one connection."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._seen: set[str] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        session = _Session(self._workspace, self._seen)
        writer.write(b"* OK Local workspace\r\n")
        with suppress(ConnectionError, TimeoutError):
            while line := await asyncio.wait_for(reader.readline(), _CALM):
                tag, _, command = line.decode("utf-8", "replace").strip().partition(" ")
                writer.write(session.answer(tag, command))
                await writer.drain()
                if session.is_over:
                    break
        writer.close()


class _Session:
    def __init__(self, workspace: Workspace, seen: set[str]) -> None:
        self._workspace = workspace
        self._seen = seen
        self._known = False
        self.is_over = False

    def answer(self, tag: str, command: str) -> bytes:
        try:
            lines = [*self._answers(command), f"{tag} OK done".encode()]
        except NotUnderstood as problem:
            lines = [f"{tag} NO {problem}".encode()]
        return b"".join(line + b"\r\n" for line in lines)

    def _answers(self, command: str) -> Iterator[bytes]:
        name, _, rest = command.partition(" ")
        match name.upper():
            case "CAPABILITY":
                yield b"* CAPABILITY IMAP4rev1"
            case "LOGIN":
                self._log_in(rest)
            case "LOGOUT":
                self.is_over = True
                yield b"* BYE"
            case "SELECT" if self._known:
                yield b"* %d EXISTS" % len(self._mails())
            case "UID" if self._known:
                yield from self._by_uid(rest)
            case _:
                raise NotUnderstood("no such command here")

    def _log_in(self, given: str) -> None:
        try:
            self._known = tuple(shlex.split(given)) == exchange.credentials(self._workspace)
        except ValueError:
            self._known = False
        if not self._known:
            raise NotUnderstood("wrong user or password")

    def _by_uid(self, command: str) -> Iterator[bytes]:
        name, _, rest = command.partition(" ")
        if name.upper() == "SEARCH" and rest.upper() == "UNSEEN":
            unseen = (mail.number for mail in self._mails() if mail.message_id not in self._seen)
            yield b" ".join((b"* SEARCH", *(b"%d" % number for number in unseen)))
        elif name.upper() == "FETCH" and (asked := _FETCH.fullmatch(rest)):
            yield from (_fetched(mail, bool(asked[2])) for mail in self._mails() if mail.number == int(asked[1]))
        elif name.upper() == "STORE" and (marked := _STORE.fullmatch(rest)):
            self._seen |= {mail.message_id for mail in self._mails() if mail.number == int(marked[1])}
        else:
            raise NotUnderstood("only UID SEARCH UNSEEN, UID FETCH and UID STORE +FLAGS are served")

    def _mails(self) -> list[Mail]:
        """What people wrote to somebody outside of the workspace."""
        return [
            mail
            for mail in outbox.written(self._workspace.mails)
            if any(exchange.find(self._workspace, address) is None for address in mail.recipients)
        ]


def _fetched(mail: Mail, headers_only: bool) -> bytes:  # noqa: FBT001 - what the client asked for
    content = mail.raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if headers_only else mail.raw
    size, length = len(mail.raw), len(content)
    head = b"* %d FETCH (UID %d FLAGS () RFC822.SIZE %d BODY[] {%d}" % (mail.number, mail.number, size, length)
    return head + b"\r\n" + content + b")"
