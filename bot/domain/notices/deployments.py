"""Deployments that failed, and those that were taken back."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.notification import Manner, Notification, Transition, whole
from bot.domain.reading.deployments import asked_what_runs, in_doubt
from bot.domain.reading.going_live import developers

DEPLOYMENTS = whole(lambda release: release.deployments)
"""What was deployed where."""


class DeploymentFailed(Notification):
    """A deployment failed: to the developers of the system (3b-4).

    `since`: when it was told, for the number of one that is struck is given again; None where an older version told it.
    """

    manner: ClassVar = Manner(goes="person", key="", shows=(DEPLOYMENTS,), calls=False)

    kind: Literal["deployment_failed"] = "deployment_failed"
    person: str
    number: int
    since: datetime | None = None


class DeploymentInDoubt(Notification):
    """A deployment was taken back: whoever told of it is asked what really runs there; without them, the leads."""

    manner: ClassVar = Manner(goes="person", key="", shows=(DEPLOYMENTS,), calls=True)

    kind: Literal["deployment_in_doubt"] = "deployment_in_doubt"
    person: str
    item: str
    since: datetime


DeploymentNotice = DeploymentFailed | DeploymentInDoubt


def of_deployments(event: e.DeploymentEvent, step: Transition) -> Iterator[DeploymentNotice]:
    match event:
        case e.Deployed():
            yield from _failed(event, step)
        case e.DeploymentWithdrawn():
            told = in_doubt(step.after.deployments, event.item)
            for person in asked_what_runs(step.after, told) if told else ():
                yield DeploymentInDoubt(person=person, item=event.item, since=event.at)
        case e.DeploymentAnswered():
            pass  # the question shows it, what told of a failure, and the card
        case _:
            assert_never(event)


def _failed(event: e.Deployed, step: Transition) -> Iterator[DeploymentFailed]:
    """That it failed: to whoever develops the system, wrote the hotfix that was deployed, or ordered it.

    Whoever tells it by herself has it on her screen; she who ordered it of a platform has not.
    """
    after = step.after
    if not event.failed:
        return
    orderer = (event.by,) if event.via in ("clock", "webhook") else ()
    for person in dict.fromkeys((*developers(after, event.item), *orderer)):
        if person != event.by or orderer:
            yield DeploymentFailed(person=person, number=after.deployments[-1].number, since=event.at)
