"""Who must be told about going live: runs, a decision that is due, a rollback."""

from collections.abc import Iterator

from bot.domain import events as e
from bot.domain.notices import kinds as n
from bot.domain.release import Release


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
