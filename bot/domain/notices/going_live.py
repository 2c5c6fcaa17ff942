"""Runs of a platform, and what is lacking before something goes live (3b)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from bot.domain import events as e
from bot.domain.notices import blocking, problems, rollback
from bot.domain.notices.notification import Notification
from bot.domain.reading.going_live import matter, wanted
from bot.domain.state.release import Release


class RunPost(Notification):
    """A run of the deployment platform, in the card's thread: posted when it is ordered, kept true."""

    kind: Literal["run"] = "run"
    run: str


class Preparing(Notification):
    """These items are about to go live, and this person can give something that they lack: of that, what is new.

    `matters`: (item, what is lacking, of which script), as `domain/preparing` tells them apart.
    """

    kind: Literal["preparing"] = "preparing"
    person: str
    items: tuple[str, ...]
    matters: tuple[tuple[str, str, str], ...]


def preparing(before: Release | None, after: Release, now: datetime) -> Iterator[Preparing]:
    """To each person, once: what is newly wanted of them, whatever else is still wanted."""
    known = wanted(before, now) if before else {}
    for person, lacking in wanted(after, now).items():
        fresh = [lack for lack in lacking if lack not in known.get(person, ())]
        if fresh:
            items = tuple(dict.fromkeys(lack.item for lack in fresh))
            yield Preparing(person=person, items=items, matters=tuple(map(matter, fresh)))


def of_golive(
    event: e.GoLiveEvent | e.ProblemEvent | e.RollbackEvent, after: Release
) -> Iterator[RunPost | problems.Deciding | rollback.RollbackPost | blocking.Override]:
    match event:
        case e.DeploymentOrdered():
            yield RunPost(run=event.run)
        case e.DeploymentStarted() | e.DeploymentDoubted() | e.DeploymentEnded():
            yield RunPost(run=event.run)
        case e.DecisionAsked():
            for lead in after.leads:
                yield problems.Deciding(person=lead, environment=event.environment, until=event.until)
        case e.RollbackOpened():
            yield rollback.RollbackPost(rollback=event.rollback)
        case e.Overridden():
            yield blocking.Override(item=event.item)
        case e.PreviousRecorded() | e.RollbackScripted() | e.ScriptReviewed() | e.BackupRecorded() | e.WentOn():
            pass  # the card shows it
