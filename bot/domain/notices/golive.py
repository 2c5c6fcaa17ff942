"""Who must be told about going live: runs, a decision that is due, a rollback, a watch that turned."""

from collections.abc import Iterator

from bot.domain import events as e
from bot.domain.notices import kinds as n
from bot.domain.release import Release


def of_golive(event: e.GoLiveEvent, after: Release) -> Iterator[n.Notice]:
    match event:
        case e.DeploymentOrdered():
            yield n.RunPost(run=event.run)
        case e.DeploymentStarted() | e.DeploymentEnded():
            yield n.RunPost(run=event.run)
        case e.DecisionAsked():
            for lead in after.leads:
                yield n.Deciding(person=lead, environment=event.environment, until=event.until)
        case e.RollbackOpened():
            yield n.RollbackPost(rollback=event.rollback)
        case e.WatchTurned():
            yield n.WatchPost(watch=event.watch)
            for person in _concerned(after, event.watch):
                yield n.WatchNews(person=person, watch=event.watch, state=event.state)
        case e.Overridden():
            yield n.Override(item=event.item)
        case e.PreviousRecorded() | e.RollbackScripted() | e.ScriptReviewed() | e.BackupRecorded() | e.WentOn():
            pass  # the card shows it


def _concerned(after: Release, watch: str) -> tuple[str, ...]:
    """Who operates the live environments, and the developers of the watched system."""
    plan = after.plan
    system = plan.watches[watch].system
    ops = (who for each in plan.environments.values() if each.live for who in after.holders(each.by, system))
    developers = after.holders(plan.bugs.owner, system) if plan.bugs and system else ()
    return tuple(dict.fromkeys((*ops, *developers)))
