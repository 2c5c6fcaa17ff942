"""Who else is connected to Slack as this app: a forgotten laptop takes events that then nobody here hears of.

Slack sends each envelope to one of the app's open connections, whoever made it, and says how many there are when it
greets a new one (https://docs.slack.dev/apis/events-api/using-socket-mode). Bots on one database know of each other;
what is open beyond those is somebody else's. Slack counts a connection for a while after it was cut off, too, so it is
asked again, by connecting anew, before anybody is told. What others took meanwhile is looked for like what was missed.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

import structlog

from bot.domain import notices as n
from bot.domain.reading.staffing import addressed
from bot.record import owing
from bot.record.ledger import ACTIVE
from bot.record.lookup import Lookup
from bot.record.service import Service
from bot.slack.socket import Hello, Socket

log = structlog.get_logger(__name__)

LEASE: Final = timedelta(minutes=1)
"""For so long the connection of a process that says nothing more counts as open."""
SETTLED: Final = timedelta(minutes=2)
"""After which those that start together know of each other, and Slack counts nothing that was cut off."""
AGAIN: Final = timedelta(minutes=10)
"""Between two greetings while others are connected: whether they still are, and what they took."""


class Company:
    """`others`: the connections that nobody here has made, as of the greeting before last and the last one."""

    def __init__(self, service: Service, records: Lookup, socket: Socket, clock: Callable[[], datetime]) -> None:
        self._service = service
        self._records = records
        self._socket = socket
        self._clock = clock
        self._owner = uuid4().hex
        self._hello: Hello | None = None
        self._greeted = self._kept = self._alone = clock()
        self._judged, self._suspects = False, False
        self.others = 0

    def look(self) -> None:
        """Often: it costs nothing but where something is to be done."""
        hello, now = self._socket.hello, self._clock()
        if hello is None or self._socket.session is None:
            return
        if hello is not self._hello:
            self._hello, self._greeted, self._judged = hello, now, False
            self._keep(now)
        elif now >= self._kept + LEASE / 2:
            self._keep(now)
        if not self._judged and now >= self._greeted + SETTLED:
            self._judge(hello, now)
        elif self._judged and self._suspects and now >= self._greeted + AGAIN:
            self._socket.renew()

    def leave(self) -> None:
        """The connection is closed."""
        if self._hello:
            self._records.keep_socket(self._owner, self._greeted, self._clock())

    def _keep(self, now: datetime) -> None:
        self._records.keep_socket(self._owner, self._greeted, now + LEASE)
        self._kept = now

    def _judge(self, hello: Hello, now: datetime) -> None:
        self._judged = True
        if self._records.greeted_last() != self._greeted:
            return  # another process was greeted since: it knows better
        others = hello.connections - self._records.sockets_at(self._greeted)
        if others <= 0:
            self._alone, self._suspects, self.others = self._greeted, False, 0
        elif not self._suspects:
            self._suspects = True
            self._socket.renew()
        else:
            log.warning("socket.others", others=others)
            self.others = others
            self._records.unheard(self._alone, now)
            self._alone = now
            self._tell(others, now)

    def _tell(self, others: int, now: datetime) -> None:
        for header in self._records.releases(ACTIVE):
            release = self._records.look(header.release)
            leads = addressed(release, release.leads)
            told = [n.OthersListen(person=lead, day=now.date(), others=others) for lead in leads]
            for message in owing.messages(told, release, now):
                self._service.tell(message)
