"""The page's WebSocket: first all that one person sees, then each change as it happens; her acts come the other way.

`/sandbox/live?as=KEY`. Each act is `{"act": number, "do": verb, …}` and is answered by `{"type": "done", "act", …}`.
"""

import asyncio
import json
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.changes import membership
from sandbox.page import sight
from sandbox.page.errands import perform
from sandbox.people.person import Person, PersonOf
from sandbox.state.happenings import Happening, Renewed
from sandbox.state.records import Json
from sandbox.state.workspace import Workspace


class Window:
    """One open page, looking through the eyes of `person`."""

    def __init__(self, person: Person, websocket: WebSocket) -> None:
        self.person = person
        self._websocket = websocket
        self._loop = asyncio.get_running_loop()
        self._outbox: asyncio.Queue[str] = asyncio.Queue()

    def show(self, frame: Json) -> None:
        """From any thread, in the order of the calls."""
        self._loop.call_soon_threadsafe(self._outbox.put_nowait, json.dumps(frame, ensure_ascii=False))

    async def run(self) -> None:
        """Until the page is closed. Acts run beside each other, as people click on while one is under way."""
        tasks = {asyncio.create_task(self._send())}
        try:
            while True:
                task = asyncio.create_task(self._perform(await self._websocket.receive_json()))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
        except (WebSocketDisconnect, ValueError):
            pass  # closed, or not a page of ours: it speaks no JSON
        finally:
            for task in tasks:
                task.cancel()

    async def _send(self) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):  # closed meanwhile; `run` hears of it
            while True:
                await self._websocket.send_text(await self._outbox.get())

    async def _perform(self, wanted: Json) -> None:
        outcome = await asyncio.to_thread(perform, self.person, wanted)
        self.show({"type": "done", "act": wanted.get("act"), **outcome})


class Live:
    """All open pages. Belongs to the server's event loop."""

    def __init__(self, workspace: Workspace, person_of: PersonOf) -> None:
        self._workspace = workspace
        self._person_of = person_of
        self._windows: set[Window] = set()
        self._workspace.watch(self._heard)
        self._workspace.clock.on_move(self._moved)

    async def serve(self, websocket: WebSocket) -> None:
        await websocket.accept()
        try:
            person = self._person_of(websocket.query_params.get("as", ""))
        except KeyError:
            person = self._person_of(self._workspace.people[0].id)
        window = Window(person, websocket)
        try:
            with self._workspace.change():
                membership.open_direct(self._workspace, person.id)
                window.show(sight.snapshot(self._workspace, person.user))
                self._windows.add(window)
            await window.run()
        finally:
            self._windows.discard(window)

    def _heard(self, happening: Happening) -> None:
        """Called by whichever thread changed the workspace, while it holds the lock."""
        for window in tuple(self._windows):
            if isinstance(happening, Renewed):
                membership.open_direct(self._workspace, window.person.id)
            frame = sight.change(self._workspace, window.person.user, happening)
            if frame is not None:
                window.show(frame)

    def _moved(self) -> None:
        for window in tuple(self._windows):
            window.show({"type": "clock", "now": self._workspace.clock.now()})
