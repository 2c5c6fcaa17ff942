"""Whose turn it is to give a run's order to its platform, among all processes on the database."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from storage import orders
from storage.engine import Database

LEASE: Final = timedelta(minutes=2)
"""A call is surely over by then: each question that it asks is given up after half a minute."""

Turn = orders.Turn


class Orders:
    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def take(self, release: str, run: str) -> Turn:
        """The turn to call the platform. Whatever comes of the call, only one that was put off is taken again."""
        now = self._clock()
        return self._database.write(lambda conn: orders.take(conn, release, run, now, now + LEASE))

    def put_off(self, release: str, run: str, until: datetime) -> None:
        """The call is over and has told nothing: not before that moment again, whoever asks then."""
        self._database.write(lambda conn: orders.put_off(conn, release, run, until))
