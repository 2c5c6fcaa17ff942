"""Slack in trouble, and the database: everything arrives once, in the end true, and nothing acknowledged is lost."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from bot.core import conversation
from bot.domain.events import Signed, load
from bot.post.delivery import Timings
from bot.record.service import Caller
from bot.slack.pictures.answers import Answers
from bot.talk.understanding import SaidLine
from sandbox import Dropped, ErrorAnswer, LostAnswer, RateLimited, ServerError, Slow
from sandbox.state.faults import Fault
from tests.evidence import WORDS, typed
from tests.faults.hands import LEAD
from tests.faults.house import House, house, until
from tests.faults.life import Life

REAL_TIME = Timings(
    call=timedelta(seconds=1), quarantine=timedelta(seconds=3), lease=timedelta(seconds=10),
    idle=timedelta(seconds=0.05), ping=timedelta(seconds=0.2),
)  # fmt: skip
NOT_RECORDED = "没有记录"
PATIENCE = 40.0


def started(opened: House, life: Life) -> None:
    answer = opened.server.person(LEAD).types("/release start")
    assert answer.failed is None, answer.failed
    assert opened.settle(life)


def all_arrived_once(opened: House) -> None:
    opened.nothing_is_doubled()
    assert opened.misremembered() == []
    opened.record_is_sound()


FAULTS: tuple[Fault, ...] = (
    LostAnswer(), Dropped(), ServerError(500), ServerError(503), RateLimited(2), ErrorAnswer("internal_error"),
)  # fmt: skip


@pytest.mark.parametrize("method", ["chat.postMessage", "*"])
def what_went_wrong_on_the_way_arrives_once_all_the_same(method: str) -> None:
    """In each of the ways twice, one after the other: what is tried again may go wrong another way."""
    with house() as opened:
        life = opened.begin()
        named = [person.email for person in opened.plan.people.values()]
        known = opened.core.records.members_with
        until(lambda: len(known(named)) == len(named), "the bot's acquaintance with the plan's people")
        for fault in 2 * FAULTS:
            opened.server.faults.next(method, fault)
        started(opened, life)
        until(lambda: opened.settle(life) and not opened.server.faults.waiting()["calls"], "the trouble to be over")
        opened.server.person("fanghao").types(f"/release done 1a-4 {typed(opened.plan, '1a-4')}")
        assert opened.settle(life)
        all_arrived_once(opened)
        assert [m.kind for m in opened.core.records.messages(opened.release().id)].count("card") == 1
        life.stop()


@pytest.mark.parametrize("performed", ["before", "after"])
def an_answer_slower_than_the_client_waits_is_looked_up(performed: str) -> None:
    with house() as opened:
        life = opened.begin(REAL_TIME)
        slow = Slow(1.6, "before" if performed == "before" else "after")
        opened.server.faults.next("chat.postMessage", slow, times=2)
        opened.server.person(LEAD).types("/release start")
        until(lambda: not opened.owed(), "the delivery of everything", PATIENCE)
        all_arrived_once(opened)
        life.stop()


def what_happened_while_slack_was_away_is_shown_when_it_is_back() -> None:
    with house() as opened:
        life = opened.begin()
        started(opened, life)
        opened.server.trouble.down()
        answers = Answers(opened.core.records, opened.plan, opened.now)
        talk = conversation(opened.core, opened.plan, answers, clock=opened.now)
        for person in ("fanghao", "licuiqi"):
            said = SaidLine(
                f"done 1a-4 {typed(opened.plan, '1a-4')}",
                Caller("", "cli", f"cli:{person}", person=person),
                medium="plain",
            )
            talk.answer(said)
        until(lambda: any(m.error for m in opened.owed()), "a failed delivery")
        opened.server.trouble.up()
        assert opened.settle(life)
        all_arrived_once(opened)
        opened.server.wait_for_sockets(timeout=PATIENCE)
        card = next(m for m in opened.everything_shown() if m.metadata and ":card:0" in str(m.metadata))
        assert " 1/34" in card.text
        life.stop()


def every_way_of_losing_the_socket_ends_in_a_new_one() -> None:
    with house(ack_timeout=3.0) as opened:
        life = opened.begin(REAL_TIME)
        started(opened, life)
        opened.server.trouble.disconnect("warning")
        signs_when_connected(opened, 0)
        opened.server.trouble.disconnect("refresh_requested")
        signs_when_connected(opened, 1)
        opened.server.trouble.disconnect("link_disabled")
        signs_when_connected(opened, 2)
        opened.server.trouble.cut_sockets()
        signs_when_connected(opened, 3)
        all_signed_once(opened, 4)
        life.stop()


def a_socket_that_is_half_open_is_given_up() -> None:
    with house(ack_timeout=3.0) as opened:
        life = opened.begin(REAL_TIME)
        started(opened, life)
        before = asked_for_sockets(opened)
        opened.server.trouble.mute_sockets()
        until(lambda: asked_for_sockets(opened) > before, "the end of the mute socket", PATIENCE)
        signs_when_connected(opened, 0)
        all_signed_once(opened, 1)
        life.stop()


def asked_for_sockets(opened: House) -> int:
    """How often; it never grows less, while sockets come and go."""
    return len(opened.server.workspace.log.calls("apps.connections.open"))


JOBS = (("fanghao", "1a-1/boying-database"), ("fanghao", "1a-2/boying-database"), ("chenxiaowen", "1a-1/boying-user"),
        ("chenxiaowen", "1a-2/boying-user"))  # fmt: skip


def signs_when_connected(opened: House, number: int) -> None:
    """A person whose command fails types it again."""
    person, item = JOBS[number]
    until(
        lambda: opened.server.person(person).types(f"/release done {item} {typed(opened.plan, item)}").failed is None,
        "an answer", PATIENCE,
    )  # fmt: skip


def all_signed_once(opened: House, count: int) -> None:
    events = [load(e.kind, e.data) for e in opened.core.records.history(opened.release().id)]
    assert len([e for e in events if isinstance(e, Signed)]) == count
    opened.record_is_sound()


def a_reaction_whose_acknowledgement_is_lost_counts_once() -> None:
    with house() as opened:
        life = opened.begin()
        started(opened, life)
        opened.server.person("chenxiaowen").types(f"/release done 1a-4 {typed(opened.plan, '1a-4')}")
        assert opened.settle(life)
        prompt = next(m for m in opened.server.person("fanghao").dm() if "1a-1" in m.text)
        opened.server.faults.lose_acks("reaction_added")
        opened.server.person("fanghao").reacts("✅", prompt)
        opened.server.wait_for_calm()
        assert opened.settle(life)
        assert len(opened.server.workspace.log.deliveries("reaction_added")) == 2
        all_signed_once(opened, 2)
        answers = [m for m in opened.server.person("fanghao").ephemerals if m.bot_id]
        assert len(answers) == 1
        life.stop()


@contextmanager
def locked(opened: House) -> Iterator[None]:
    """Another process writes and does not come to an end."""
    path = opened.settings.database_url.removeprefix("sqlite:///")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def a_locked_database_is_told_in_one_sentence_and_events_come_again() -> None:
    with house(http=True) as opened:
        life = opened.begin()
        started(opened, life)
        opened.server.person("chenxiaowen").types(f"/release done 1a-4 {typed(opened.plan, '1a-4')}")
        assert opened.settle(life)
        fang = opened.server.person("fanghao")
        prompt = next(m for m in fang.dm() if "1a-1" in m.text)
        before = opened.release().version
        with locked(opened):
            said = fang.types(f"/release done 1a-1 boying-database {WORDS}")
            assert said.failed is None, said.failed
            assert NOT_RECORDED in said.text
            fang.reacts("✅", prompt)
            until(lambda: len(opened.server.workspace.log.deliveries("reaction_added")) >= 2, "the retry at once")
            opened.server.wait_for_calm()
        assert opened.release().version == before
        opened.passes(61, life)
        until(lambda: len(opened.server.workspace.log.deliveries("reaction_added")) >= 3, "the retry after a minute")
        opened.server.wait_for_calm()
        all_signed_once(opened, 2)
        life.stop()


def a_click_that_cannot_be_recorded_is_answered_too() -> None:
    with house(http=True) as opened:
        life = opened.begin()
        started(opened, life)
        fang = opened.server.person("fanghao")
        prompt = next(m for m in fang.dm() if "1a-1" in m.text)
        with locked(opened):
            answer = fang.clicks(prompt, value="done 1a-1/boying-database in boying-1.0.0")
            assert answer.failed is None, answer.failed
            assert NOT_RECORDED in answer.wait(PATIENCE).text
        all_signed_once(opened, 0)
        life.stop()


def a_crowd_that_waits_for_a_locked_database_waits_together() -> None:
    with house(http=True, ack_timeout=10.0) as opened:  # 2.5 s for all; one after the other it would be 12.5 s
        life = opened.begin()
        started(opened, life)
        failures: list[str | None] = []

        def types(person: str) -> None:
            failures.append(opened.server.person(person).types("/release block 1b/boying-web because").failed)

        with locked(opened):
            people = [threading.Thread(target=types, args=(person,)) for person in opened.plan.people]
            for person in people:
                person.start()
            for person in people:
                person.join()
        assert failures == [None] * len(people)
        life.stop()
