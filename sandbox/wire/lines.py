"""The server's TCP connections, so that one can be reset as a failing network does it: without a byte of answer."""

import asyncio

from starlette.datastructures import Address
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class Lines:
    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.Transport] = {}

    def protocol(self) -> type[asyncio.Protocol]:
        """Give uvicorn's HTTP protocol, telling these lines of each connection."""
        lines = self._open

        class Known(HttpToolsProtocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                lines[_peer(transport)] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                lines.pop(_peer(self.transport), None)
                super().connection_lost(exc)

        return Known

    def cut(self, client: Address | None) -> None:
        """Reset the connection with `client` now."""
        transport = self._open.pop((client.host, client.port), None) if client else None
        if transport is not None:
            transport.abort()

    def freeze(self, client: Address | None) -> None:
        """Read nothing more from `client`; it is not told."""
        transport = self._open.get((client.host, client.port)) if client else None
        if transport is not None:
            transport.pause_reading()

    def cut_all(self) -> None:
        for transport in tuple(self._open.values()):
            transport.abort()
        self._open.clear()


def _peer(transport: asyncio.BaseTransport) -> tuple[str, int]:
    host, port = transport.get_extra_info("peername")[:2]
    return str(host), int(port)
