"""What is wrong with a request or its answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Awaited:
    """The item waits for the answer to these requests; `people` can give it."""

    item: str
    requests: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unasked:
    """Nobody holds the role that was to be asked; a lead can name someone."""

    role: str
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnsweredAlready:
    request: str
    person: str
    done: bool


@dataclass(frozen=True, slots=True)
class NotAsked:
    """The request went to others."""

    request: str
    people: tuple[str, ...]


RequestRefusal = Awaited | Unasked | AnsweredAlready | NotAsked
