"""What has been told of time running out, so that it is told once."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.state.release import Release


def evolve(release: Release, event: e.RemindingEvent) -> Release:
    match event:
        case e.Reminded():
            told = {(event.matter, f"{event.person}:{key}"): event.at for key in event.items}
        case e.Escalated():
            told = {("overdue", key): event.at for key in event.items}
        case _:
            assert_never(event)
    return replace(release, reminded={**release.reminded, **told})
