"""What watches and alerts do to a release."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.listing import listed
from bot.domain.history.problems import troubled
from bot.domain.state.release import Release


def watched(release: Release, event: e.WatchEvent | e.ListingEvent) -> Release:
    match event:
        case e.WatchTurned():
            return troubled(replace(release, watched={**release.watched, event.watch: event}), event.at)
        case e.WatchMeasured():
            return replace(release, measured={**release.measured, event.watch: event})
        case e.AlertTold():
            return replace(release, alerts={**release.alerts, event.fingerprint: event})
        case e.ItemsListed():
            return listed(release, event)
        case _:
            assert_never(event)
