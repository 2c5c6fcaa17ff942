"""Two bot processes on one database: no message twice, nothing due done twice."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.core import grant
from bot.domain.events import Escalated, Reminded, Signed, load
from tests.faults.hands import LEAD, Hands
from tests.faults.house import House, house, until
from tests.faults.life import Doom, Pair
from tests.faults.postgres import postgresql_address, role_on


@contextmanager
def pair_of_processes(database_url: str = "") -> Iterator[tuple[House, Pair]]:
    with house(database_url=database_url) as opened:
        pair = Pair(opened.begin(), opened.begin())
        opened.server.wait_for_sockets(2)
        yield opened, pair
        pair.stop()


def works_off_a_phase(opened: House, pair: Pair) -> None:
    """Slack hands each envelope to one of the two sockets, in turn."""
    hands = Hands(opened)
    assert opened.server.person(LEAD).types("/release start").failed is None
    assert opened.settle(pair)
    for _ in range(3):
        hands.does("tick", pair)
        assert opened.settle(pair)
    hands.finish_phase(pair)
    release = opened.release()
    events = [load(entry.kind, entry.data) for entry in opened.core.records.history(release.id)]
    signed = Counter((event.item, event.by) for event in events if isinstance(event, Signed))
    called = Counter(
        (event.person, event.items, event.at) if isinstance(event, Reminded) else ("", event.items, event.at)
        for event in events
        if isinstance(event, Reminded | Escalated)
    )
    assert called
    assert set((signed | called).values()) == {1}
    assert release.phase == 1
    opened.nothing_is_doubled()
    assert opened.misremembered() == []
    opened.record_is_sound()


def two_processes_on_one_sqlite_file_post_nothing_twice() -> None:
    with pair_of_processes() as (opened, pair):
        works_off_a_phase(opened, pair)


def a_process_suspended_past_its_lease_takes_back_what_another_has_posted_meanwhile() -> None:
    with house() as opened:
        sleeper = opened.begin()
        assert opened.server.person(LEAD).types("/release start").failed is None
        assert opened.settle(sleeper)
        sleeper.arm(Doom("delivery.attempted", sleep=True))
        opened.server.person(LEAD).types("/release block 1a-4 nobody has time")
        until(lambda: sleeper.is_asleep, "its sleep")
        heir = opened.begin()
        opened.passes(60, heir)
        assert opened.settle(heir)
        opened.passes(5, heir)  # or Slack would refuse a second post within the same second
        sleeper.wake()
        until(lambda: bool(opened.server.workspace.log.calls("chat.delete")), "the duplicate's end")
        opened.nothing_is_doubled()
        heir.stop()
        sleeper.stop()


@pytest.mark.postgres
def two_processes_on_one_postgresql_database_post_nothing_twice() -> None:
    with postgresql_address() as address, pair_of_processes(address) as (opened, pair):
        works_off_a_phase(opened, pair)


@pytest.mark.postgres
def two_processes_whose_role_may_only_add_to_the_journal_serve_a_phase() -> None:
    with postgresql_address() as address, role_on(address) as (role, as_role):
        grant(address, role)
        with pair_of_processes(as_role) as (opened, pair):
            works_off_a_phase(opened, pair)
