"""The direct-message channel with each person: opened once, known from then on."""

from bot.slack.sender import Miss, Sender
from storage import people
from storage.engine import Database


class Directs:
    def __init__(self, database: Database, sender: Sender) -> None:
        self._database = database
        self._sender = sender

    def channel(self, user: str) -> str | Miss:
        """Its id, or why there is none."""
        with self._database.read() as conn:
            known = people.dm(conn, user)
        if known:
            return known
        opened = self._sender.open_dm(user)
        if isinstance(opened, str):
            self._database.write(lambda conn: people.save_dm(conn, user, opened))
        return opened
