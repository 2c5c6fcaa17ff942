"""What was deployed, after an event."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.problems import troubled
from bot.domain.history.standing import restand
from bot.domain.reading.deployments import last_of
from bot.domain.reading.standing import deployed_upon
from bot.domain.state.deployments import Deployment
from bot.domain.state.release import Release


def evolve(release: Release, event: e.DeploymentEvent) -> Release:
    after = troubled(replace(release, deployments=_on_record(release, event)), event.at)
    rolls_back = bool(release.item(event.item).rollback)
    return restand(after, after.layout.items if rolls_back else deployed_upon(after, event.item), event.at)


def _on_record(release: Release, event: e.DeploymentEvent) -> tuple[Deployment, ...]:
    """What there never was is struck; the numbers of all others stay."""
    known = release.deployments
    match event:
        case e.Deployed():
            return (*known, _deployment(known[-1].number + 1 if known else 1, event))
        case e.DeploymentWithdrawn():
            told = last_of(known, event.item)
            return tuple(replace(each, unsure_since=event.at) if each is told else each for each in known)
        case e.DeploymentAnswered():
            told = last_of(known, event.item)
            kept = [replace(told, unsure_since=None)] if told and event.there else []
            return tuple(left for each in known for left in (kept if each is told else [each]))
        case _:
            assert_never(event)


def _deployment(number: int, event: e.Deployed) -> Deployment:
    return Deployment(
        number,
        event.system,
        event.environment,
        event.branch,
        event.commit,
        event.item,
        event.by,
        event.at,
        event.failed,
        event.rollback,
        instead_of=event.instead_of,
    )
