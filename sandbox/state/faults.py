"""Trouble on purpose, as data: what is to happen to the next calls of a method and to the next acknowledgements."""

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, assert_never


@dataclass(frozen=True, slots=True)
class RateLimited:
    """Not performed; 429 with `Retry-After` (seconds)."""

    retry_after: int = 1
    kind: Literal["rate_limited"] = "rate_limited"


@dataclass(frozen=True, slots=True)
class ServerError:
    """Not performed; an HTTP status of Slack's bad days."""

    status: int = 500
    kind: Literal["server_error"] = "server_error"


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """Not performed; Slack's JSON answer with this error, such as `fatal_error` or `internal_error`."""

    error: str = "internal_error"
    kind: Literal["error_answer"] = "error_answer"


@dataclass(frozen=True, slots=True)
class LostAnswer:
    """Performed, then the connection is reset before a byte of the answer."""

    kind: Literal["lost_answer"] = "lost_answer"


@dataclass(frozen=True, slots=True)
class Dropped:
    """Not performed; the connection is reset."""

    kind: Literal["dropped"] = "dropped"


@dataclass(frozen=True, slots=True)
class Slow:
    """Answered only after `seconds`. `performed` says whether the work is done before or after that wait."""

    seconds: float
    performed: Literal["before", "after"] = "before"
    kind: Literal["slow"] = "slow"


Fault = RateLimited | ServerError | ErrorAnswer | LostAnswer | Dropped | Slow
_KINDS: dict[str, type[Fault]] = {
    "rate_limited": RateLimited,
    "server_error": ServerError,
    "error_answer": ErrorAnswer,
    "lost_answer": LostAnswer,
    "dropped": Dropped,
    "slow": Slow,
}
ANY_METHOD = "*"
MAIL = "mail"
"""Stands in a method's place for a mail that is handed over; `*` does not mean it."""


def fault_from(data: Mapping[str, Any]) -> Fault:
    """`{"kind": "rate_limited", "retry_after": 3}` as a fault; `ValueError` if it is none."""
    fields = dict(data)
    kind = _KINDS.get(fields.pop("kind", None))
    if kind is None:
        raise ValueError(f"A fault's kind is one of {', '.join(sorted(_KINDS))}.")
    try:
        fault: Fault = kind(**fields)
    except TypeError as problem:
        raise ValueError(f"This is no {kind.__name__} fault: {problem}.") from problem
    return fault


def in_words(fault: Fault) -> str:
    match fault:
        case RateLimited(retry_after=seconds):
            return f"rate limited for {seconds} s"
        case ServerError(status=status):
            return f"HTTP {status}"
        case ErrorAnswer(error=error):
            return f"answered {error}"
        case LostAnswer():
            return "performed, answer lost"
        case Dropped():
            return "not performed, connection dropped"
        case Slow(seconds=seconds, performed=when):
            return f"{seconds} s slow, performed {when} the wait"
        case _:
            assert_never(fault)


@dataclass(slots=True)
class Faults:
    """What is still to go wrong. Taken in the order it was asked for."""

    down: bool = False
    _calls: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    _lost_acks: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def next(self, method: str, fault: Fault, times: int = 1) -> None:
        """The next `times` calls of `method` (`*`: of any) meet `fault`."""
        self._calls[method].extend([fault] * times)

    def lose_acks(self, kind: str = ANY_METHOD, times: int = 1) -> None:
        """The app's next `times` acknowledgements of `kind` (see `CallLog.deliveries`) are lost on the way."""
        self._lost_acks[kind] += times

    def take(self, method: str) -> Fault | None:
        for waiting in (self._calls[method], self._calls[ANY_METHOD]):
            if waiting:
                return waiting.popleft()
        return None

    def take_for_mail(self) -> Fault | None:
        waiting = self._calls[MAIL]
        return waiting.popleft() if waiting else None

    def take_lost_ack(self, kind: str) -> bool:
        for name in (kind, ANY_METHOD):
            if self._lost_acks[name]:
                self._lost_acks[name] -= 1
                return True
        return False

    def clear(self) -> None:
        self.down = False
        self._calls.clear()
        self._lost_acks.clear()

    def waiting(self) -> dict[str, Any]:
        """What has not happened yet, as JSON."""
        calls = {method: [asdict(fault) for fault in faults] for method, faults in self._calls.items() if faults}
        return {
            "down": self.down,
            "calls": calls,
            "lost_acks": {kind: times for kind, times in self._lost_acks.items() if times},
        }
