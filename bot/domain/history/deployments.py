"""What was deployed, after an event."""

from dataclasses import replace

from bot.domain import events as e
from bot.domain.history.problems import troubled
from bot.domain.history.standing import restand
from bot.domain.reading.standing import deployed_upon
from bot.domain.state.deployments import Deployment
from bot.domain.state.release import Release


def evolve(release: Release, event: e.DeploymentEvent) -> Release:
    deployment = Deployment(
        len(release.deployments) + 1,
        event.system,
        event.environment,
        event.branch,
        event.commit,
        event.item,
        event.by,
        event.at,
        event.failed,
        event.rollback,
    )
    after = troubled(replace(release, deployments=(*release.deployments, deployment)), event.at)
    moved = after.layout.items if event.rollback else deployed_upon(after, event.item)
    return restand(after, moved, event.at)
