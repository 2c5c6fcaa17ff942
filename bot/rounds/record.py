"""Whether each record is as it was written: looked at when the bot starts, and once a day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.domain import notices as n
from bot.record import owing
from bot.record.ledger import ACTIVE
from bot.record.lookup import Broken, Lookup
from bot.record.service import Service

log = structlog.get_logger(__name__)

EVERY: Final = timedelta(minutes=1)
"""Between two looks at whether it is time: one that failed is made up for soon."""
DAILY: Final = timedelta(days=1)


class RecordRounds:
    """`broken`: the releases whose record was found changed, None before the first look is over."""

    def __init__(self, service: Service, records: Lookup, clock: Callable[[], datetime]) -> None:
        self._service = service
        self._records = records
        self._clock = clock
        self._next: datetime | None = None
        self.broken: tuple[str, ...] | None = None

    def look(self) -> None:
        """Once a day; release by release, since years of them may be there."""
        now = self._clock()
        if self._next and now < self._next:
            return
        found = {name: self._records.verify(name) for name in self._records.recorded()}
        for release, wrong in found.items():
            if wrong:
                log.error("record.broken", release=release, entries=[each.number for each in wrong])
        self.broken = tuple(release for release, wrong in found.items() if wrong)
        self._next = now + DAILY
        for release in self.broken:
            try:
                self._tell(release, found[release])
            except Exception:  # what was changed may be unreadable; the operator is told by /readyz and the log
                log.exception("record.untold", release=release)

    def _tell(self, name: str, wrong: list[Broken]) -> None:
        release, entries = self._records.look(name), tuple(sorted({each.number for each in wrong}))
        if release.state not in ACTIVE:
            return
        told = [n.RecordBroken(person=lead, entries=entries) for lead in release.leads]
        for message in owing.messages(told, release, self._clock()):
            self._service.tell(message)
