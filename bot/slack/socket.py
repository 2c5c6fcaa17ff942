"""Socket Mode's connection, and a watchdog for the half-open one that neither side has closed (bolt-python #1529)."""

import json
import threading
import time
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.documented import MalformedError, as_documented

log = structlog.get_logger(__name__)

OPENING_SECONDS = 4.0
MISSED_PINGS = 3.5  # so many pings without a pong mean that nobody is there


@dataclass(frozen=True, slots=True)
class Hello:
    """Slack's first word on a connection. `connections`: how many the app has then, this one among them."""

    connections: int


class Handler(SocketModeHandler):
    """Envelopes to Bolt, which answers whatever a listener raises; what comes out of it, it could not even read."""

    def handle(self, client: Any, req: SocketModeRequest) -> None:
        try:
            with as_documented():
                super().handle(client, req)
        except MalformedError as error:
            log.warning("payload.malformed", why=str(error))


class Socket:
    """The websocket_client adapter reconnects in half a second after a refresh, where the built-in one takes two."""

    def __init__(self, app: App, token: str, ping: float) -> None:
        """`ping`: seconds between two pings."""
        self._client = Handler(app, token, ping_interval=ping).client
        self._client.on_message_listeners.append(self._hear)
        self._client.is_connected = self._is_served  # type: ignore[method-assign]
        # The SDK names it where an answer finds no session, and has none here: its own mistake would hide that error.
        self._client.session_id = lambda: "none"  # type: ignore[attr-defined]
        self._silence = MISSED_PINGS * ping
        self.hello: Hello | None = None
        self._watched: object = None
        self._since = 0.0

    def connect(self) -> None:
        """Return when connected, or when that takes long; the client goes on trying."""
        end, pause = time.monotonic() + OPENING_SECONDS, threading.Event()
        self._client.connect()
        while not self.connected and time.monotonic() < end:
            pause.wait(0.01)

    def close(self) -> None:
        """Answer what has come in, then hang up."""
        self._client.closed = True
        self._client.default_auto_reconnect_enabled = False  # a connection that is being made would take it up again
        self._client.auto_reconnect_enabled = False
        self._client.message_queue.put(None)  # or the processor would wait a second for one more message
        self._client.message_processor.shutdown()  # type: ignore[no-untyped-call]
        self._client.message_workers.shutdown()
        self._stop_reading()
        self._client.close()

    @property
    def connected(self) -> bool:
        session = self._client.current_session
        return session is not None and session.sock is not None

    def _is_served(self) -> bool:
        """Whether a session is open or being opened.

        To the SDK one without a socket is lost: its monitor would replace what is being opened, and a connection that
        is closed in mid-handshake stays open.
        """
        session = self._client.current_session
        return session is not None and not session.has_done_teardown

    @property
    def session(self) -> object | None:
        """The connection that Slack tells us through; another one after each gap, None while there is none."""
        return self._client.current_session if self.connected else None

    def watch(self) -> None:
        """Pings went out and no pong has come back for a while: hang up, and the client connects anew."""
        session = self._client.current_session
        if session is not self._watched:
            self._watched, self._since = session, time.time()
        if session is None or session.last_ping_tm - max(session.last_pong_tm, self._since) <= self._silence:
            return
        log.warning("socket.silent", seconds=round(time.time() - max(session.last_pong_tm, self._since)))
        self._hang_up()

    def renew(self) -> None:
        """Hang up, so that the client connects and Slack greets it anew."""
        self._hang_up()

    def _hear(self, session: Any, message: str) -> None:
        """Slack's greeting; and its goodbye, upon which nothing more is read: the SDK opens the next session then.

        Closed from another thread, as the SDK does, the session would go on waiting for up to ten seconds.
        """
        if '"hello"' not in message and '"disconnect"' not in message:
            return
        try:
            told = json.loads(message)
        except (ValueError, RecursionError):
            return  # the client says so itself
        match told:
            case {"type": "hello", "num_connections": int(connections)}:
                self.hello = Hello(connections)
            case {"type": "disconnect"}:
                session.keep_running = False

    def _stop_reading(self) -> None:
        """Hang up until nobody reads any more: another session may be opening at this very moment."""
        runner, pause = self._client.current_session_runner, threading.Event()
        # The order matters: the runner is told first, or it would open another session in place of the one that ends.
        runner.event.set()
        while runner.is_alive():
            self._hang_up()
            pause.wait(0.01)
        runner.shutdown()  # type: ignore[no-untyped-call]

    def _hang_up(self) -> None:
        """Wake the thread that reads: closing alone would leave it waiting for up to ten seconds."""
        session = self._client.current_session
        if session is not None and session.sock is not None:
            session.keep_running = False
            session.sock.abort()  # type: ignore[no-untyped-call]
