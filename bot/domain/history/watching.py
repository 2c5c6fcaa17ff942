"""What watches and alerts do to a release."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.problems import troubled
from bot.domain.state.release import Release


def evolve(release: Release, event: e.WatchEvent) -> Release:
    match event:
        case e.WatchTurned():
            return troubled(replace(release, watched={**release.watched, event.watch: event}), event.at)
        case e.WatchMeasured():
            return replace(release, measured={**release.measured, event.watch: event})
        case e.AlertTold():
            return troubled(replace(release, alerts={**release.alerts, event.fingerprint: event}), event.at)
        case _:
            assert_never(event)
