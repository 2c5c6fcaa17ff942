"""What works without Slack: the database opened, the service and the records on it, and who answers a typed line.

The command line needs no more, and starts without loading Bolt, the scheduler and the servers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.plan import Plan
from bot.plans.file import calendar_of
from bot.record.ledger import Ledger
from bot.record.lookup import Lookup
from bot.record.service import Service
from bot.talk.readers import Readers
from bot.talk.reception import House, Reception
from storage.engine import Database

Clock = Callable[[], datetime]


def present() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Core:
    database: Database
    service: Service
    records: Lookup


def open_core(database_url: str, clock: Clock = present, owed: Callable[[], None] = lambda: None) -> Core:
    """The database, brought up to date, and what reads and writes it. DatabaseUnusable says what to do."""
    database = Database(database_url)
    database.migrate()
    ledger = Ledger()
    return Core(database, Service(database, ledger, clock, owed), Lookup(database, ledger, clock, owed))


def reception(core: Core, plan: Plan, team: str = "", clock: Clock = present) -> Reception:
    house = House(plan, team, calendar_of)
    return Reception(core.service, core.records, Readers(core.records), house, clock)
