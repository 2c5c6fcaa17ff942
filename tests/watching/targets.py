"""Servers on loopback that behave as badly as the ones one watches. They end when the test does."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from bot.domain.plan import Plan

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nall is ok"
Manners = Callable[["Conversation"], None]


@dataclass
class Conversation:
    """One connection: what was asked, and a way to answer. `over` is set when the test has ended."""

    socket: socket.socket
    asked: str
    over: threading.Event

    @property
    def path(self) -> str:
        return self.asked.split(" ")[1]

    def says(self, answer: bytes) -> None:
        self.socket.sendall(answer)

    def drips(self, beginning: bytes, drop: bytes) -> None:
        """The beginning, then a drop every now and then, for ever."""
        self.says(beginning)
        while not self.over.wait(0.02):
            self.says(drop)


@dataclass
class Target:
    port: int
    asked: list[str] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def target(manners: Manners, tls: ssl.SSLContext | None = None) -> Iterator[Target]:
    """Reads a request's head from each connection, keeps it, and behaves."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        served, over = Target(listener.getsockname()[1]), threading.Event()

        def converse(connection: socket.socket) -> None:
            with suppress(OSError):
                connection.settimeout(10)
                spoken = tls.wrap_socket(connection, server_side=True) if tls else connection
                with spoken:
                    asked = _head(spoken)
                    if asked:
                        served.asked.append(asked)
                        manners(Conversation(spoken, asked, over))

        def accept() -> None:
            with suppress(OSError):
                while not over.is_set():
                    connection, _ = listener.accept()
                    thread = threading.Thread(target=converse, args=[connection], daemon=True)
                    threads.append(thread)
                    thread.start()

        threads = [threading.Thread(target=accept, daemon=True)]
        threads[0].start()
        try:
            yield served
        finally:
            over.set()
            listener.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join()


def saying(answer: bytes) -> Manners:
    return lambda conversation: conversation.says(answer)


def leading(*locations: str) -> Manners:
    """Redirects `/` to the first place, `/1` to the second and so on; what is left is OK."""

    def lead(conversation: Conversation) -> None:
        number = int(conversation.path.strip("/") or 0)
        if number < len(locations):
            conversation.says(
                f"HTTP/1.1 302 Found\r\nLocation: {locations[number]}\r\nContent-Length: 0\r\n\r\n".encode()
            )
        else:
            conversation.says(OK)

    return lead


def _head(connection: socket.socket) -> str:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(4096)
        if not piece:
            return ""
        head += piece
    return head.decode()


def plan_of(**watches: Mapping[str, object]) -> Plan:
    """The smallest plan with these watches."""
    step = {"id": "1", "title": "go", "by": "lead"}
    return Plan.model_validate({
        "id": "p", "name": "p", "release": "p-1", "language": "en", "zone": "UTC", "go_live": "2026-12-01 12:00",
        "channel": "#p", "lead": "lead", "people": {"ann": {"name": "Ann", "email": "ann@p.example"}},
        "roles": {"lead": {"name": "lead", "people": "ann"}}, "phases": [{"id": "1", "name": "1", "steps": [step]}],
        "watches": watches,
    })  # fmt: skip
