"""Deployments that failed."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from bot.domain import events as e
from bot.domain.notices.notification import Manner, Notification, Transition
from bot.domain.reading.going_live import developers


class DeploymentFailed(Notification):
    """A deployment failed: to the developers of the system (3b-4)."""

    manner: ClassVar = Manner(goes="person", key="", shows=None, calls=False)

    kind: Literal["deployment_failed"] = "deployment_failed"
    person: str
    number: int


DeploymentNotice = DeploymentFailed


def of_deployments(event: e.DeploymentEvent, step: Transition) -> Iterator[DeploymentFailed]:
    """That it failed: to whoever develops the system, wrote the hotfix that was deployed, or ordered it.

    Whoever tells it by herself has it on her screen; she who ordered it of a platform has not.
    """
    after = step.after
    if not event.failed:
        return
    orderer = (event.by,) if event.via in ("clock", "webhook") else ()
    for person in dict.fromkeys((*developers(after, event.item), *orderer)):
        if person != event.by or orderer:
            yield DeploymentFailed(person=person, number=len(after.deployments))
