"""What the watches of releases have measured: kept, looked up, summed up. It judges nothing."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, cast

from bot.domain.plan.moments import parse_duration
from bot.domain.reading.samples import Health, Sample, Why, health
from bot.domain.reading.watching import live_since
from bot.domain.state.release import Release
from storage import samples
from storage.engine import Database

KEPT: Final = timedelta(days=90)


class Measurements:
    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, release: str, watch: str, sample: Sample) -> bool:
        """Whether it is new; of the same moment the first one kept stays."""
        row = samples.Measured(watch, sample.at, sample.ok, sample.latency, sample.why, sample.detail)
        return bool(self._database.write(lambda conn: samples.append(conn, release, [row])))

    def has(self, release: str, watch: str, at: datetime) -> bool:
        with self._database.read() as conn:
            return samples.is_there(conn, release, watch, at)

    def of(self, release: str, watch: str, since: datetime | None = None) -> list[Sample]:
        with self._database.read() as conn:
            rows = samples.of(conn, release, watch, since)
        return [Sample(row.at, row.ok, row.latency_ms, cast("Why", row.why), row.detail) for row in rows]

    def health(self, release: Release, now: datetime) -> Mapping[str, Health]:
        """By watch, since the release went live; after the watch's time as it was at its end."""
        since = live_since(release)
        return {
            key: health(
                self.of(release.id, key, since),
                watch,
                min(now, since + parse_duration(watch.lasts)) if since else now,
            )
            for key, watch in release.plan.watches.items()
        }

    def forget(self, now: datetime) -> int:
        """Drop what is older than a release is talked of; its report has drawn it. How many."""
        return self._database.write(lambda conn: samples.forget(conn, now - KEPT))
