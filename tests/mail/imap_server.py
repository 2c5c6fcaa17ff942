"""A small IMAP server: one mailbox, and of RFC 3501 what a client needs to read it and to mark what it has read."""

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from bot.mail.addresses import ImapServer

USER, PASSWORD = "captain@bot.example", 'p"ss word'
FETCH = re.compile(rb"(\d+) \((RFC822\.SIZE|BODY\.PEEK\[\])\)")
STORE = re.compile(rb"(\d+) \+FLAGS \((\\Seen|\\Seen \\Flagged)\)")


@dataclass
class Postbox:
    """`mails` by UID; `seen`, `flagged`: the marked ones. `cut_at` hangs up there; `broken` cannot be handed out."""

    port: int
    tls: bool = False
    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    flagged: set[int] = field(default_factory=set)
    broken: set[int] = field(default_factory=set)
    log: list[bytes] = field(default_factory=list)
    cut_at: bytes = b"no such command"

    @property
    def server(self) -> ImapServer:
        return ImapServer("127.0.0.1", self.port, USER, PASSWORD, tls=self.tls)

    def put(self, *mails: bytes) -> None:
        for raw in mails:
            self.mails[len(self.mails) + 1] = raw

    def answers(self, command: bytes) -> Iterator[bytes]:
        """The untagged answers to one command. LookupError for what is refused."""
        name, _, rest = command.partition(b" ")
        match name.upper():
            case b"CAPABILITY":
                yield b"* CAPABILITY IMAP4rev1"
            case b"LOGIN":
                user, password = (f'"{text}"'.encode() for text in (USER, PASSWORD.replace('"', '\\"')))
                if rest not in {user + b" " + password, USER.encode() + b" " + password}:
                    raise LookupError("wrong user or password")
            case b"SELECT":
                if rest.strip(b'"') != b"INBOX":
                    raise LookupError("no such mailbox")
                yield b"* %d EXISTS" % len(self.mails)
            case b"LOGOUT":
                yield b"* BYE"
            case b"UID":
                yield from self._by_uid(rest)
            case _:
                raise LookupError("unknown command")

    def _by_uid(self, command: bytes) -> Iterator[bytes]:
        name, _, rest = command.partition(b" ")
        match name.upper():
            case b"SEARCH":
                found = {b"UNSEEN": self.mails.keys() - self.seen, b"FLAGGED": self.flagged}[rest]
                yield b"* SEARCH " + b" ".join(b"%d" % uid for uid in sorted(found))
            case b"FETCH":
                asked = FETCH.fullmatch(rest)
                assert asked
                uid, whole = int(asked[1]), self.mails[int(asked[1])]
                if uid in self.broken:
                    raise LookupError("it is damaged")
                size = b"RFC822.SIZE %d" % len(whole)
                told = size if asked[2] == b"RFC822.SIZE" else b"BODY[] {%d}\r\n%b" % (len(whole), whole)
                yield b"* %d FETCH (UID %d %b)" % (uid, uid, told)
            case b"STORE":
                marked = STORE.fullmatch(rest)
                assert marked
                self.seen.add(int(marked[1]))
                if b"Flagged" in marked[2]:
                    self.flagged.add(int(marked[1]))

    def serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection, connection.makefile("rwb") as wire:
            wire.write(b"* OK ready\r\n")
            wire.flush()
            for line in wire:
                tag, _, command = line.strip().partition(b" ")
                self.log.append(command)
                if command.startswith(self.cut_at):
                    return
                try:
                    answers = [*self.answers(command), tag + b" OK done"]
                except LookupError as problem:
                    answers = [tag + f" NO {problem}".encode()]
                wire.write(b"\r\n".join(answers) + b"\r\n")
                wire.flush()


@contextmanager
def postbox(tls: ssl.SSLContext | None = None) -> Iterator[Postbox]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        box = Postbox(listener.getsockname()[1], tls is not None)

        def listen() -> None:
            with suppress(OSError):  # the listener was closed: the test is over
                while True:
                    connection, _ = listener.accept()
                    with suppress(OSError):
                        box.serve(tls.wrap_socket(connection, server_side=True) if tls else connection)

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield box
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)
