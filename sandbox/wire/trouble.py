"""Trouble with the wire on purpose: sockets cut or mute, Slack away, events late, backwards or twice.

What is to go wrong with single calls and acknowledgements is data, and waits in `state/faults`.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Address

from sandbox.state.workspace import Workspace
from sandbox.wire.courier import Courier
from sandbox.wire.lines import Lines
from sandbox.wire.socket_mode import DisconnectReason, SocketHub

PATIENCE = 8.0
"""Seconds until trouble that the server's event loop has not made is a bug."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Every method may be called from any thread but the server's own, and returns when it is done."""

    workspace: Workspace
    hub: SocketHub
    courier: Courier
    lines: Lines
    loop: asyncio.AbstractEventLoop

    def disconnect(self, reason: DisconnectReason = "refresh_requested") -> None:
        """Send every socket a disconnect frame; all but a `warning` close it."""
        self._on_loop(self.hub.disconnect(reason))

    def cut_sockets(self) -> None:
        """Reset every socket's connection without a word."""
        self._now(lambda: self._each_socket(self.lines.cut))

    def mute_sockets(self) -> None:
        """Leave the sockets of this moment half-open: up, but not even a pong comes or goes. New ones are whole."""

        def mute() -> None:
            self.hub.mute()
            self._each_socket(self.lines.freeze)

        self._now(mute)

    def down(self) -> None:
        """Slack is away: every call gets 503, every socket is cut."""
        self.workspace.faults.down = True
        self.cut_sockets()

    def up(self) -> None:
        self.workspace.faults.down = False

    def hold_events(self) -> None:
        """Keep events back, to come late or out of order."""
        self._now(self.courier.hold_events)

    def release_events(self, *, backwards: bool = False) -> None:
        self._now(lambda: self.courier.release_events(backwards=backwards))

    def redeliver(self, kind: str | None = None, times: int = 1) -> None:
        """Deliver the last event (of this type) again, `times` times, with the same event id."""
        events = [delivery for delivery in self.workspace.log.deliveries(kind) if delivery.event_id]
        if not events:
            raise LookupError(f"No event {kind or ''} has been delivered yet.")
        self._now(lambda: self.courier.repeat(events[-1].payload, times))

    def _each_socket(self, act: Callable[[Address | None], None]) -> None:
        for connection in tuple(self.hub.sockets):
            act(connection.websocket.client)

    def _now(self, work: Callable[[], None]) -> None:
        async def done() -> None:
            work()

        self._on_loop(done())

    def _on_loop(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)
