"""Two hundred sign-offs at once: each counts once, everybody is answered, and Slack is asked little."""

import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.domain.events import Signed, load
from bot.speech.failing import not_recorded
from bot.speech.voice import Voice
from tests.faults.crowd import MAKERS, SYSTEMS, Line, mill
from tests.faults.house import House, house
from tests.faults.life import Life, Pair
from tests.faults.postgres import postgresql_address
from tests.ports import port_for_a_server

EDITS = 10


def two_hundred_sign_offs_from_sixteen_clients_count_once_each() -> None:
    with house(http=True, plan=mill()) as opened:
        life = opened.begin()
        started(opened)
        assert opened.settle(life)
        before = len(edits_of_card(opened))
        said = race(opened, [port_of(opened)])
        everyone_counts(opened, said)
        assert opened.settle(life)
        assert len(edits_of_card(opened)) - before <= EDITS
        opened.nothing_is_doubled()
        life.stop()


@pytest.mark.postgres
def two_hundred_sign_offs_at_two_processes_on_postgresql_count_once_each() -> None:
    with (
        postgresql_address() as address,
        port_for_a_server() as port,
        house(http=True, plan=mill(), database_url=address) as opened,
    ):
        other = opened.settings.model_copy(update={"port": port})
        pair = Pair(opened.begin(), Life(other, opened.plan, opened.ahead))
        started(opened)
        assert opened.settle(pair)
        everyone_counts(opened, race(opened, [port_of(opened), port]))
        assert opened.settle(pair)
        opened.nothing_is_doubled()
        pair.stop()


def started(opened: House) -> None:
    answer = opened.server.person("lena").types("/release start")
    assert answer.failed is None, answer.failed


def race(opened: House, ports: Sequence[int]) -> list[str]:
    """Everybody signs their own, and at the end all sign the same one."""
    systems = list(opened.plan.systems.values())
    together = threading.Barrier(MAKERS)

    def client(number: int) -> list[str]:
        line = Line(opened.server, ports[number % len(ports)])
        together.wait()
        maker = f"maker{number:02}"
        mine = [system.name for system in systems if system.holders["maker"] == maker]
        said = [insists(line, maker, f"done build {name}") for name in (*mine, "s000")]
        line.close()
        return said

    with ThreadPoolExecutor(MAKERS) as pool:
        return [said for many in pool.map(client, range(MAKERS)) for said in many]


def insists(line: Line, maker: str, text: str) -> str:
    """Again where they are told to: on a busy machine more wait to write than a command can wait for."""
    later = not_recorded(Voice("en", "plain", "UTC"))
    while later in (said := line.types(maker, text)):
        pass
    return said


def everyone_counts(opened: House, said: list[str]) -> None:
    assert len(said) == SYSTEMS + MAKERS
    release = opened.release()
    entries = opened.core.records.history(release.id)
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    events = [load(entry.kind, entry.data) for entry in entries]
    signed = Counter(event.item for event in events if isinstance(event, Signed))
    assert signed == dict.fromkeys(release.layout.items, 1)
    assert release.settled
    opened.record_is_sound()


def edits_of_card(opened: House) -> list[str]:
    card = next(m for m in opened.core.records.messages(opened.release().id) if m.kind == "card")
    return [call.method for call in opened.server.workspace.log.calls("chat.update") if call.args["ts"] == card.ts]


def port_of(opened: House) -> int:
    assert opened.settings.port is not None
    return opened.settings.port
