"""Socket Mode's connection, and a watchdog for the half-open one that neither side has closed (bolt-python #1529)."""

import time

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler

log = structlog.get_logger(__name__)

PING_SECONDS = 10
SILENCE_SECONDS = 35.0


class Socket:
    """The websocket_client adapter reconnects in half a second after a refresh, where the built-in one takes two."""

    def __init__(self, app: App, token: str) -> None:
        self._handler = SocketModeHandler(app, token, ping_interval=PING_SECONDS)

    def connect(self) -> None:
        self._handler.client.connect()

    def close(self) -> None:
        self._handler.client.close()

    @property
    def connected(self) -> bool:
        return bool(self._handler.client.is_connected())

    def watch(self) -> None:
        """Pings went out and no pong has come back for a while: connect anew."""
        session = self._handler.client.current_session
        if session is None or not session.last_ping_tm:
            return
        answered = max(session.last_pong_tm, session.last_ping_tm - SILENCE_SECONDS)
        if session.last_ping_tm - session.last_pong_tm > SILENCE_SECONDS and session.last_pong_tm:
            log.warning("socket.silent", seconds=round(time.time() - answered))
            self._handler.client.connect_to_new_endpoint(force=True)
