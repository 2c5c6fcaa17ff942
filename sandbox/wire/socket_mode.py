"""Socket Mode's server side: hello, envelopes to exactly one socket each, acknowledgements, disconnect frames.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import itertools
import json
import uuid
from typing import Any, Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.state.records import Json
from sandbox.state.workspace import Workspace
from sandbox.wire.agenda import Agenda
from sandbox.wire.replies import Acknowledged, Failed, Reply

MOST_SOCKETS = 10
CONNECTION_SECONDS = 18_060
DEBUG_CONNECTION_SECONDS = 360
WARNING_SECONDS = 10
HOST = "applink-local"

DisconnectReason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]


class Socket:
    """One connection of the app, and the envelopes on it that wait for their acknowledgement."""

    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.mute = False
        self._waiting: dict[str, asyncio.Future[Reply]] = {}

    async def send(self, frame: Json) -> None:
        if not self.mute:
            await self.websocket.send_text(json.dumps(frame, ensure_ascii=False))

    async def send_envelope(self, envelope: Json) -> asyncio.Future[Reply]:
        answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = answer
        await self.send(envelope)
        return answer

    def receive(self, frame: Any) -> None:
        """An acknowledgement settles its envelope; anything else is ignored, as by Slack."""
        match frame:
            case {"envelope_id": str(name)} if name in self._waiting:
                answer = self._waiting.pop(name)
                if not answer.done() and not self.mute:
                    answer.set_result(Acknowledged(frame.get("payload")))

    def forget(self, envelope_id: str) -> None:
        self._waiting.pop(envelope_id, None)

    def gone(self) -> None:
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_result(Failed("no connection", "dispatch_failed", "connection_failed"))
        self._waiting.clear()


class SocketHub:
    """All connections of the app; each envelope goes to the next one in turn."""

    def __init__(self, workspace: Workspace, agenda: Agenda, lifetime: int = CONNECTION_SECONDS) -> None:
        """`lifetime`: seconds of the workspace's clock until a connection must be made anew."""
        self._workspace = workspace
        self._agenda = agenda
        self._lifetime = lifetime
        self._turn = itertools.count()
        self.sockets: list[Socket] = []

    async def serve(self, websocket: WebSocket) -> None:
        """One connection from its ticket to its end."""
        tickets, ticket = self._workspace.socket_tickets, websocket.query_params.get("ticket", "")
        if ticket not in tickets or self._workspace.faults.down:
            await websocket.close(code=1008)
            return
        tickets.discard(ticket)
        await websocket.accept()
        socket = Socket(websocket)
        if len(self.sockets) >= MOST_SOCKETS:
            await self._say_goodbye(socket, "too_many_websockets")
            return
        self._join(socket)
        try:
            await self._greet(socket)
            while True:
                socket.receive(_decoded(await websocket.receive_text()))
        except (WebSocketDisconnect, RuntimeError):
            pass  # the connection ended, by either side
        finally:
            self._part(socket)

    def _join(self, socket: Socket) -> None:
        with self._workspace.change():
            self.sockets.append(socket)

    def _part(self, socket: Socket) -> None:
        self._spare(socket)
        socket.gone()

    def _spare(self, socket: Socket) -> None:
        """Nothing more is sent through it; what was is still acknowledged."""
        if socket in self.sockets:
            with self._workspace.change():
                self.sockets.remove(socket)

    async def _greet(self, socket: Socket) -> None:
        debugging = socket.websocket.query_params.get("debug_reconnects", "").lower() == "true"
        seconds = DEBUG_CONNECTION_SECONDS if debugging else self._lifetime
        end = self._workspace.clock.now() + seconds
        self._agenda.at(end - WARNING_SECONDS, lambda: self._disconnect_if_open(socket, "warning"))
        self._agenda.at(end, lambda: self._disconnect_if_open(socket, "refresh_requested"))
        await socket.send(
            {
                "type": "hello",
                "num_connections": len(self.sockets),
                "debug_info": {"host": HOST, "build_number": 1, "approximate_connection_time": seconds},
                "connection_info": {"app_id": self._workspace.bot.app_id},
            }
        )

    async def _disconnect_if_open(self, socket: Socket, reason: DisconnectReason) -> None:
        if socket in self.sockets:
            await self._say_goodbye(socket, reason)

    async def deliver(self, kind: str, payload: Json, *, accepts: bool, attempt: Json, within: float) -> Reply:
        """One envelope over one socket; its acknowledgement `within` so many seconds, or why not."""
        speaking = tuple(self.sockets)
        if not speaking:
            return Failed("no connection", "dispatch_failed", "connection_failed")
        socket = speaking[next(self._turn) % len(speaking)]
        name = str(uuid.uuid4())
        envelope = {
            "envelope_id": name,
            "payload": payload,
            "type": kind,
            "accepts_response_payload": accepts,
            **attempt,
        }
        try:
            answer = await asyncio.wait_for(await socket.send_envelope(envelope), within)
        except TimeoutError:
            socket.forget(name)
            return Failed("timed out", "operation_timeout", "timeout")
        except (WebSocketDisconnect, RuntimeError):
            socket.forget(name)
            return Failed("no connection", "dispatch_failed", "connection_failed")
        return Acknowledged() if isinstance(answer, Acknowledged) and not accepts else answer

    async def disconnect(self, reason: DisconnectReason) -> None:
        """Tell every socket; a warning alone leaves it open."""
        for socket in tuple(self.sockets):
            await self._say_goodbye(socket, reason)

    async def _say_goodbye(self, socket: Socket, reason: DisconnectReason) -> None:
        if reason != "warning":
            self._spare(socket)
        await socket.send({"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}})
        if reason != "warning":
            await socket.websocket.close()

    def mute(self) -> None:
        """Half-open from now on: sockets stay up, nothing comes or goes. New ones are whole."""
        for socket in self.sockets:
            socket.mute = True


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
