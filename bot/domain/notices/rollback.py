"""A rollback was decided (3b-5)."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from bot.domain import events as e
from bot.domain.notices.notification import Manner, Notification, Transition, each
from bot.domain.reading.rollback import is_through
from bot.domain.state.release import Release
from bot.domain.state.rollback import Rollback
from bot.domain.state.signing import Record


def _checklist(release: Release, rollback: Rollback) -> tuple[Record, ...]:
    return tuple(release.records[key] for key, _ in rollback.items)


ROLLBACK = each(
    "rollback", lambda release: {key: _checklist(release, known) for key, known in release.rollbacks.items()}
)
"""How the checklist of a rollback stands."""


class RollbackPost(Notification):
    """A rollback was decided: in the channel, kept true until it is through."""

    manner: ClassVar = Manner(goes="channel", key="rollback:{rollback}", shows=(ROLLBACK,), calls=False)

    kind: Literal["rollback"] = "rollback"
    rollback: str


class RolledBack(Notification):
    """A rollback is through: to the channel and, as the question what comes next, to each lead (`person`)."""

    manner: ClassVar = Manner(goes="channel", key="", shows=(ROLLBACK,), calls=False)

    kind: Literal["rolled_back"] = "rolled_back"
    person: str
    rollback: str


RollbackNotice = RollbackPost | RolledBack


def rolled_back(before: Release | None, after: Release) -> Iterator[RolledBack]:
    """Of each rollback whose last step was settled: nothing goes on by itself after it, and nothing once aborted."""
    known = before.rollbacks if before else {}
    asked = () if after.ended_at else after.leads
    for key in after.rollbacks:
        if before and key in known and is_through(after, key) and not is_through(before, key):
            yield from (RolledBack(person=who, rollback=key) for who in ("", *asked))


def of_rollback(event: e.RollbackEvent, _step: Transition) -> Iterator[RollbackNotice]:
    yield RollbackPost(rollback=event.rollback)
