"""A rollback was decided (3b-5)."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from bot.domain import events as e
from bot.domain.notices.notification import Manner, Notification, Transition, each
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


RollbackNotice = RollbackPost


def of_rollback(event: e.RollbackEvent, _step: Transition) -> Iterator[RollbackNotice]:
    yield RollbackPost(rollback=event.rollback)
