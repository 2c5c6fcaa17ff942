"""What the clock has told: of time running out, so that it is told once; and that an item's moment has come."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.standing import restand
from bot.domain.state.release import Release


def evolve(release: Release, event: e.RemindingEvent) -> Release:
    match event:
        case e.Reminded():
            told = {(event.matter, f"{event.person}:{key}"): event.at for key in event.items}
        case e.Escalated():
            told = {("overdue", key): event.at for key in event.items}
        case e.MomentCame():
            came = replace(release, came={**release.came, event.item: event.moment})
            return restand(came, (event.item,), event.at)
        case _:
            assert_never(event)
    return replace(release, reminded={**release.reminded, **told})
