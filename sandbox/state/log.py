"""Everything that crossed the wire, in order: each Web API call and each delivery to the app."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sandbox.state.records import Json

Reason = Literal["timed out", "refused", "no connection", "answer dropped"]
Transport = Literal["socket", "http", "none"]
Outcome = Literal["under way", "acknowledged"] | Reason


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One Web API call. `fault` names what was done to it on purpose; `status` 0: the connection was dropped.

    `unread` came in a JSON body that Slack does not look into.
    """

    number: int
    at: float
    method: str
    args: Json
    status: int
    answer: Json
    fault: str = ""
    unread: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to hand the app something: an event, a slash command or an interaction."""

    number: int
    at: float
    kind: str
    payload: Json
    attempt: int
    transport: Transport
    outcome: Outcome
    reply: Any = None

    @property
    def event_id(self) -> str:
        return str(self.payload.get("event_id", ""))


@dataclass(slots=True)
class CallLog:
    """`changed` is told after every entry, so that waiting for one needs no polling; a watcher is told which."""

    changed: Callable[[], None]
    _calls: list[LoggedCall] = field(default_factory=list)
    _deliveries: list[Delivery] = field(default_factory=list)
    _watchers: list[Callable[[LoggedCall | Delivery], None]] = field(default_factory=list)

    def watch(self, watcher: Callable[[LoggedCall | Delivery], None]) -> None:
        """Call `watcher` with each entry from now on, a delivery when it begins and when it ends."""
        self._watchers.append(watcher)

    def calls(self, method: str | None = None) -> list[LoggedCall]:
        return [call for call in tuple(self._calls) if method in {None, call.method}]

    def deliveries(self, kind: str | None = None) -> list[Delivery]:
        """`kind`: `slash_commands`, `interactive`, or an event's type such as `reaction_added`."""
        return [delivery for delivery in tuple(self._deliveries) if kind in {None, delivery.kind}]

    def add_call(self, call: LoggedCall) -> None:
        self._calls.append(replace(call, number=len(self._calls) + 1))
        self._tell(self._calls[-1])

    def begin(self, delivery: Delivery) -> int:
        """Enter a delivery that is under way; its number ends it."""
        self._deliveries.append(replace(delivery, number=len(self._deliveries) + 1))
        self._tell(self._deliveries[-1])
        return len(self._deliveries)

    def end(self, number: int, outcome: Outcome, reply: Any = None) -> None:
        self._deliveries[number - 1] = replace(self._deliveries[number - 1], outcome=outcome, reply=reply)
        self._tell(self._deliveries[number - 1])

    def _tell(self, entry: LoggedCall | Delivery) -> None:
        for watcher in tuple(self._watchers):
            watcher(entry)
        self.changed()
