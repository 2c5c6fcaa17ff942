"""That the report was asked for changes nothing: it is posted, and tells of what had been written down by then."""

from bot.domain import events as e
from bot.domain.state.release import Release


def evolve(release: Release, _event: e.ReportEvent) -> Release:
    return release
