"""What works without Slack: the database opened, the service and the records on it, and who answers a typed line.

The command line needs no more, and starts without loading Bolt, the scheduler and the servers.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.plan import Plan
from bot.plans.file import calendar_of
from bot.record.keys import NOBODYS, Keys
from bot.record.ledger import Ledger
from bot.record.lookup import Lookup
from bot.record.service import Service
from bot.slack.pictures.answers import Answers
from bot.speech.voice import COMMAND
from bot.talk.conversation import Conversation
from bot.talk.understanding import TeamSetup
from bot.talk.voices import Voices
from bot.talk.workflows import Workflows
from storage import grants
from storage.engine import Database

Clock = Callable[[], datetime]


def present() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Core:
    database: Database
    service: Service
    records: Lookup


def open_core(
    database_url: str, clock: Clock = present, owed: Callable[[], None] = lambda: None, keys: Keys = NOBODYS
) -> Core:
    """The database, brought up to date, and what reads and writes it. DatabaseUnusable says what to do."""
    database = Database(database_url)
    database.migrate()
    ledger = Ledger()
    return Core(database, Service(database, ledger, clock, owed, keys), Lookup(database, ledger, clock, owed, keys))


def grant(database_url: str, role: str) -> list[str]:
    """Bring the database up to date as the owner of its tables, and let this role do what the bot needs there.

    The statements that did so.
    """
    database = Database(database_url)
    try:
        database.migrate()
        return database.write(lambda conn: grants.give(conn, role))
    finally:
        database.close()


@contextmanager
def as_it_is(database_url: str, clock: Clock = present) -> Iterator[Lookup]:
    """The records of a database that is up to date, which is not looked after and not brought up to date here."""
    database = Database(database_url)
    try:
        yield Lookup(database, Ledger(), clock, lambda: None)
    finally:
        database.close()


def conversation(
    core: Core, plan: Plan, answers: Answers, team: str = "", clock: Clock = present, command: str = COMMAND
) -> Conversation:
    """`answers` paint what is owed privately."""
    setup = TeamSetup(plan, team, calendar_of, command)
    return Conversation(core.service, core.records, Voices(core.records, command), setup, answers.paint, clock)


def workflows(
    core: Core, plan: Plan, answers: Answers, team: str = "", clock: Clock = present, command: str = COMMAND
) -> Workflows:
    """Who serves the steps of workflows, beside the conversation."""
    setup = TeamSetup(plan, team, calendar_of, command)
    return Workflows(core.service, core.records, setup, answers.paint, Voices(core.records, command), clock)
