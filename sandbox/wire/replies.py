"""What comes back for a delivery: the app's acknowledgement, or why there was none. Shared by both transports."""

from dataclasses import dataclass
from typing import Any

from sandbox.state.log import Reason


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """In time; `body` is what came with it (a dict, a text, or nothing)."""

    body: Any = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Not in time or not at all. `error` is told to the person, `retry_reason` to the app next time."""

    reason: Reason
    error: str
    retry_reason: str
    retry: bool = True


Reply = Acknowledged | Failed
