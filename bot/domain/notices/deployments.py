"""Deployments that failed."""

from collections.abc import Iterator
from typing import Literal

from bot.domain import events as e
from bot.domain.notices.notification import Notification
from bot.domain.reading.going_live import submitters
from bot.domain.state.release import Release


class DeploymentFailed(Notification):
    """A deployment failed: to the developers of the system (3b-4)."""

    kind: Literal["deployment_failed"] = "deployment_failed"
    person: str
    number: int


def of_failure(event: e.Deployed, after: Release) -> Iterator[DeploymentFailed]:
    """To whoever develops the system, whoever wrote the hotfix that was deployed, and whoever ordered it.

    Whoever tells it by herself has it on her screen; she who ordered it of a platform has not.
    """
    orderer = (event.by,) if event.via in ("clock", "webhook") else ()
    for person in dict.fromkeys((*_developers(event, after), *orderer)):
        if person != event.by or orderer:
            yield DeploymentFailed(person=person, number=len(after.deployments))


def _developers(event: e.Deployed, after: Release) -> tuple[str, ...]:
    """In the role that mends; in a plan that names none, those who submit the system's code."""
    path, bugs = after.plan.hotfix, after.plan.bugs
    role = bugs.owner if bugs else path.developer if path else ""
    if not role:
        return submitters(after, event.system)
    return (*after.holders(role, event.system), *after.item(event.item).held.get(role, ()))
