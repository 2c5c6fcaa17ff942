"""The workflows that wait, after an event."""

from dataclasses import replace

from bot.domain import events as e
from bot.domain.state.release import Release


def evolve(release: Release, event: e.WorkflowEvent) -> Release:
    return replace(release, workflows={**release.workflows, event.execution: event.items})
