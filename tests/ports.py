"""A port for a server that is still to come, kept from everybody else until it has come and gone."""

import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

BELOW: Final = 30_000  # outgoing connections are given their ports above: one of those would take it before the server


@contextmanager
def port_for_a_server() -> Iterator[int]:
    """Bound without listening: nobody but a server, who may share it by SO_REUSEADDR, can have it meanwhile."""
    with _bound() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        yield int(kept.getsockname()[1])


def _bound() -> socket.socket:
    while True:
        kept = socket.socket()
        with suppress(OSError):
            kept.bind(("127.0.0.1", BELOW - 1 - secrets.randbelow(10_000)))
            return kept
        kept.close()
