"""What goes on behind the scenes, for whoever wants to watch: each call, delivery and happening as one record.

The last 500 are kept. A delivery is told when it begins and again, under the same id, when it ends.
"""

import asyncio
import itertools
import json
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, assert_never

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.state.happenings import Happening, MailArrived, MailRefused, MailSent
from sandbox.state.log import Delivery, LoggedCall
from sandbox.state.records import Json
from sandbox.state.workspace import Workspace

KEPT: Final = 500
Kind = Literal["event", "command", "interaction", "call", "mail", "workspace"]
Tone = Literal["good", "waiting", "bad"]


@dataclass(frozen=True, slots=True)
class Record:
    """`marks` are the words to notice: `retry 1`, `429`, a fault. `detail` is all there is to know, as JSON."""

    id: int
    at: float
    kind: Kind
    title: str
    tone: Tone
    marks: tuple[str, ...]
    detail: Json


@dataclass(frozen=True, slots=True)
class Happened:
    at: float
    happening: Happening


Entry = LoggedCall | Delivery | Happened


class Behind:
    """Collects what happens, and shows it to every open panel. Told from whichever thread something happens in."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._entries: OrderedDict[int, Entry] = OrderedDict()
        self._ids = itertools.count(1)
        self._under_way: dict[int, int] = {}
        self._panels: set[asyncio.Queue[str]] = set()
        self._loop = asyncio.get_running_loop()
        self._workspace.watch(self._happened)
        self._workspace.log.watch(self._logged)

    async def serve(self, websocket: WebSocket) -> None:
        """The records there are, as one array; then each as it comes, until the panel is closed."""
        await websocket.accept()
        queue: asyncio.Queue[str] = asyncio.Queue()
        with self._workspace.change():
            queue.put_nowait(_encoded([record_of(number, entry) for number, entry in self._entries.items()]))
            self._panels.add(queue)
        sending = asyncio.create_task(_send(websocket, queue))
        try:
            with suppress(WebSocketDisconnect):
                while True:
                    await websocket.receive_text()
        finally:
            sending.cancel()
            self._panels.discard(queue)

    def _happened(self, happening: Happening) -> None:
        with self._workspace.change():
            self._keep(next(self._ids), Happened(self._workspace.clock.now(), happening))

    def _logged(self, entry: LoggedCall | Delivery) -> None:
        with self._workspace.change():
            match entry:
                case LoggedCall():
                    self._keep(next(self._ids), entry)
                case Delivery(outcome="under way"):
                    self._under_way[entry.number] = next(self._ids)
                    self._keep(self._under_way[entry.number], entry)
                case Delivery():
                    self._keep(self._under_way.pop(entry.number), entry)
                case _:
                    assert_never(entry)

    def _keep(self, number: int, entry: Entry) -> None:
        self._entries[number] = entry
        while len(self._entries) > KEPT:
            self._entries.popitem(last=False)
        for queue in tuple(self._panels):
            self._loop.call_soon_threadsafe(queue.put_nowait, _encoded([record_of(number, entry)]))


def record_of(number: int, entry: Entry) -> Record:
    match entry:
        case LoggedCall():
            return of_call(number, entry)
        case Delivery():
            return of_delivery(number, entry)
        case Happened(at, happening):
            return of_happening(number, at, happening)
        case _:
            assert_never(entry)


def of_call(number: int, call: LoggedCall) -> Record:
    """One Web API call; what went wrong with it stands in the marks."""
    error = "" if call.answer.get("ok") else str(call.answer.get("error", ""))
    status = "" if call.status == 200 else str(call.status or "reset")  # noqa: PLR2004 - HTTP's OK
    unread = "JSON body not read" if call.unread else ""
    marks = tuple(mark for mark in (status, error, call.fault, unread) if mark)
    detail = {name: value for name, value in asdict(call).items() if name != "number"}
    return Record(number, call.at, "call", call.method, "bad" if status or error else "good", marks, detail)


def of_delivery(number: int, delivery: Delivery) -> Record:
    """One attempt to hand the app something."""
    retry = f"retry {delivery.attempt}" if delivery.attempt else ""
    outcome = "" if delivery.outcome == "acknowledged" else delivery.outcome
    tone: Tone = "good" if not outcome else "waiting" if outcome == "under way" else "bad"
    detail = {name: value for name, value in asdict(delivery).items() if name != "number"}
    marks = tuple(mark for mark in (retry, outcome) if mark)
    return Record(number, delivery.at, _kind(delivery), _title(delivery), tone, marks, detail)


def of_happening(number: int, at: float, happening: Happening) -> Record:
    """Something people, mail or the clock did."""
    detail = {"happened": type(happening).__name__, **asdict(happening)}
    match happening:
        case MailArrived(mail):
            title = f"{mail.subject} → {', '.join(mail.recipients)}"
            return Record(number, at, "mail", title, "good", (), detail)
        case MailRefused(_, recipient, answer):
            return Record(number, at, "mail", recipient, "bad", (answer,), detail)
        case MailSent(mail):
            outcome = mail.delivery.outcome if mail.delivery else "kept"
            tone: Tone = "bad" if outcome in {"refused", "unreachable"} else "good"
            return Record(number, at, "mail", f"{mail.author}: {mail.subject}", tone, (outcome,), detail)
        case _:
            return Record(number, at, "workspace", type(happening).__name__, "good", (), detail)


def _kind(delivery: Delivery) -> Kind:
    match delivery.kind:
        case "slash_commands":
            return "command"
        case "interactive":
            return "interaction"
        case _:
            return "event"


def _title(delivery: Delivery) -> str:
    payload = delivery.payload
    match delivery.kind:
        case "slash_commands":
            return f"{payload['command']} {payload['text']}".strip()
        case "interactive":
            actions = ", ".join(str(action.get("action_id")) for action in payload.get("actions", ()))
            return f"{payload['type']} {actions or payload.get('view', {}).get('callback_id', '')}".strip()
        case kind:
            subtype = payload["event"].get("subtype")
            return f"{kind} {subtype}" if subtype else kind


def _plain(value: Any) -> Any:
    """The same as JSON: of bytes their number, of anything JSON does not know its words."""
    match value:
        case bytes():
            return f"{len(value)} bytes"
        case Mapping():
            return {str(name): _plain(part) for name, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case str() | int() | float() | None:
            return value
        case _:
            return str(value)


def _encoded(records: list[Record]) -> str:
    return json.dumps([_plain(asdict(record)) for record in records], ensure_ascii=False)


async def _send(websocket: WebSocket, queue: "asyncio.Queue[str]") -> None:
    with suppress(WebSocketDisconnect, RuntimeError):  # closed meanwhile; `serve` hears of it
        while True:
            await websocket.send_text(await queue.get())
