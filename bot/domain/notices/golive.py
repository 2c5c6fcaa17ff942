"""Who must be told about going live: runs, a decision that is due, a rollback."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import events as e
from bot.domain.notices import kinds as n
from bot.domain.preparing import matter, wanted
from bot.domain.release import Release


def preparing(before: Release | None, after: Release, now: datetime) -> Iterator[n.Preparing]:
    """To each person, once: what is newly wanted of them, whatever else is still wanted."""
    known = wanted(before, now) if before else {}
    for person, lacking in wanted(after, now).items():
        fresh = [lack for lack in lacking if lack not in known.get(person, ())]
        if fresh:
            items = tuple(dict.fromkeys(lack.item for lack in fresh))
            yield n.Preparing(person=person, items=items, matters=tuple(map(matter, fresh)))


def of_golive(event: e.GoLiveEvent, after: Release) -> Iterator[n.Notice]:
    match event:
        case e.DeploymentOrdered():
            yield n.RunPost(run=event.run)
        case e.DeploymentStarted() | e.DeploymentDoubted() | e.DeploymentEnded():
            yield n.RunPost(run=event.run)
        case e.DecisionAsked():
            for lead in after.leads:
                yield n.Deciding(person=lead, environment=event.environment, until=event.until)
        case e.RollbackOpened():
            yield n.RollbackPost(rollback=event.rollback)
        case e.Overridden():
            yield n.Override(item=event.item)
        case e.PreviousRecorded() | e.RollbackScripted() | e.ScriptReviewed() | e.BackupRecorded() | e.WentOn():
            pass  # the card shows it
