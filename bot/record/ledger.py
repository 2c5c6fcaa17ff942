"""The folded state of each release, read from the journal and kept in a cache keyed by (release, version).

The cache is checked against the header on every use: another process may have written meanwhile.
"""

from typing import Final

from bot.domain.events import load
from bot.domain.history import replay
from bot.domain.state.release import Release
from storage import journal
from storage.engine import Connection

ACTIVE: Final = ("running", "paused")
"""The states of a release that has begun and not ended."""


class Ledger:
    def __init__(self) -> None:
        self._folded: dict[str, Release] = {}

    def release(self, conn: Connection, release: str) -> Release:
        """The state as this connection's snapshot has it. KeyError when there is no such release."""
        header = journal.header(conn, release)
        if header is None or header.version == 0:
            raise KeyError(release)
        return self.at(conn, header)

    def at(self, conn: Connection, header: journal.Header) -> Release:
        known = self._folded.get(header.release)
        if known is not None and known.version == header.version:
            return known
        # This snapshot began before the newest commit: what is cached is of its future, so it is folded from the start.
        if known is not None and known.version > header.version:
            known = None
        entries = journal.entries(conn, header.release, after=known.version if known else 0)
        known = replay((load(entry.kind, entry.data) for entry in entries), known)
        self.keep(known)
        return known

    def keep(self, release: Release) -> None:
        """What has been committed; the newest version wins whatever the order in which threads arrive."""
        known = self._folded.get(release.id)
        if known is None or known.version < release.version:
            self._folded[release.id] = release
