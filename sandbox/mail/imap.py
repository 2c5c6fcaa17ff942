"""The app's mailbox: what people of the workspace have answered, over IMAP, so that the app can read it where it reads.

Of RFC 3501 what a client needs to find unseen mail, fetch it and mark it; the marks last as long as the server. As a
receiver it vouches for what people of the workspace wrote: they have logged in (RFC 8601).

https://www.rfc-editor.org/rfc/rfc3501
"""

import asyncio
import re
import shlex
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from typing import Final

from sandbox.mail import exchange, outbox
from sandbox.state.mails import Mail
from sandbox.state.workspace import Workspace

AUTHSERV_ID: Final = "mx.workspace.example"
_FETCH: Final = re.compile(r"(\d+) \(([A-Z0-9.\[\] ]+)\)")
_STORE: Final = re.compile(r"(\d+) \+FLAGS \(((?:\\(?:Seen|Flagged) ?)+)\)")
_SEARCHED: Final = {"UNSEEN": ("\\Seen", False), "FLAGGED": ("\\Flagged", True)}
"""What may be searched for: a flag, and whether it is set."""
_CALM: Final = 60.0  # seconds without a command

Flags = defaultdict[str, set[str]]
"""By Message-ID."""


class NotUnderstood(Exception):  # noqa: N818 - it is an answer
    """Told to the client after NO or BAD."""


class AppsMailbox:
    """`serve` is asyncio's handler of one connection."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._flags: Flags = defaultdict(set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        session = _Session(self._workspace, self._flags)
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
    def __init__(self, workspace: Workspace, flags: Flags) -> None:
        self._workspace = workspace
        self._flags = flags
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
        if name.upper() == "SEARCH" and (searched := _SEARCHED.get(rest.upper())):
            flag, is_set = searched
            found = (m.number for m in self._mails() if (flag in self._flags[m.message_id]) is is_set)
            yield b" ".join((b"* SEARCH", *(b"%d" % number for number in found)))
        elif name.upper() == "FETCH" and (asked := _FETCH.fullmatch(rest)):
            wanted = asked[2].split()
            meant = (mail for mail in self._mails() if mail.number == int(asked[1]))
            yield from (_fetched(mail, wanted, self._flags[mail.message_id]) for mail in meant)
        elif name.upper() == "STORE" and (marked := _STORE.fullmatch(rest)):
            for mail in self._mails():
                if mail.number == int(marked[1]):
                    self._flags[mail.message_id] |= set(marked[2].split())
        else:
            raise NotUnderstood("only UID SEARCH UNSEEN or FLAGGED, UID FETCH and UID STORE +FLAGS are served")

    def _mails(self) -> list[Mail]:
        """What people wrote to somebody outside of the workspace."""
        return [
            mail
            for mail in outbox.written(self._workspace.mails)
            if any(exchange.find(self._workspace, address) is None for address in mail.recipients)
        ]


def _fetched(mail: Mail, wanted: Sequence[str], flags: Collection[str]) -> bytes:
    content = _received(mail)
    parts = [b"UID %d" % mail.number]
    for item in wanted:
        match item:
            case "UID":
                pass
            case "FLAGS":
                parts.append(f"FLAGS ({' '.join(sorted(flags))})".encode())
            case "RFC822.SIZE":
                parts.append(b"RFC822.SIZE %d" % len(content))
            case "BODY[]" | "BODY.PEEK[]":
                parts.append(b"BODY[] {%d}\r\n%b" % (len(content), content))
            case _:
                raise NotUnderstood(f"{item} is not served")
    return b"* %d FETCH (%b)" % (mail.number, b" ".join(parts))


def _received(mail: Mail) -> bytes:
    """As the receiver keeps it: below what it found out about who wrote."""
    domain = mail.sender.rpartition("@")[2]
    return f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n".encode() + mail.raw
