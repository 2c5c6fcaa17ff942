"""The time for a problem is nearly over (3b-5)."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.notification import Manner, Notification, Transition, whole
from bot.domain.reading.problems import failed_tests
from bot.domain.state.release import Release


def _evidence(release: Release) -> tuple[object, ...]:
    """What a problem is made of."""
    tried = [(key, release.records[key].failed) for place in release.problems for key in failed_tests(release, place)]
    return release.bugs, release.watched, release.deployments, tried


PROBLEMS = whole(lambda release: (release.problems, *(_evidence(release) if release.problems else ())))
"""What is wrong in live environments, and what says so."""


class Deciding(Notification):
    """The time for a problem is nearly over: a lead goes on, until when, or rolls back."""

    manner: ClassVar = Manner(goes="person", key="", shows=(PROBLEMS,), calls=False)

    kind: Literal["deciding"] = "deciding"
    person: str
    environment: str
    until: datetime


class Undecided(Notification):
    """The time for a problem is over and nobody has decided: the channel hears it, and the leads are mentioned."""

    manner: ClassVar = Manner(goes="channel", key="", shows=(PROBLEMS,), calls=False)

    kind: Literal["undecided"] = "undecided"
    environment: str
    until: datetime


ProblemNotice = Deciding | Undecided


def of_problems(event: e.ProblemEvent, step: Transition) -> Iterator[ProblemNotice]:
    match event:
        case e.DecisionAsked():
            for lead in step.after.leads:
                yield Deciding(person=lead, environment=event.environment, until=event.until)
            if event.at >= event.until:
                yield Undecided(environment=event.environment, until=event.until)
        case e.WentOn():
            pass  # what asked for the decision shows it
        case _:
            assert_never(event)
