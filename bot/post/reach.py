"""Tells a release when nothing reaches its channel before somebody mends something, and when it is reached again."""

from collections.abc import Callable
from datetime import datetime

from bot.domain import commands as c
from bot.domain.state.release import Release
from bot.record.lookup import Lookup
from bot.record.service import Caller, Service
from bot.slack.sender import Barred
from storage.outbox import Owed


class Reach:
    def __init__(self, service: Service, records: Lookup, clock: Callable[[], datetime]) -> None:
        self._service = service
        self._records = records
        self._clock = clock

    def barred(self, owed: Owed, miss: Barred) -> None:
        """A message was refused."""
        if owed.release and "channel" in owed.target and miss.mend.is_the_channels:
            lost = self._records.look(owed.release).channel_lost
            if lost is None or lost.mend != miss.mend:
                self._learn(owed, c.LoseChannel(miss.mend, miss.why))

    def taken(self, owed: Owed, release: Release) -> None:
        """A message was posted, or one that had failed was edited: the others may be, too."""
        if release.channel_lost and "channel" in owed.target:
            self._learn(owed, c.RegainChannel())
            self._records.try_again()

    def _learn(self, owed: Owed, command: c.LoseChannel | c.RegainChannel) -> None:
        caller = Caller("", "clock", f"delivery:{owed.key}:{self._clock().isoformat()}")
        self._service.perform(owed.release or "", caller, lambda _release, _actor: command)
