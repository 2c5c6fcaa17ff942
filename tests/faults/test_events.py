"""Reactions repeated, late and out of order: whatever the order in which Slack tells them, one state comes of it."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core import Core, conversation, open_core
from bot.domain.events import Signed, Withdrawn, load
from bot.plans.file import calendar_of
from bot.record.service import Caller, Emoji
from bot.slack.desk import Desk
from bot.slack.pictures.answers import Answers
from sandbox.state.records import Message
from storage import delivery, outbox
from storage.engine import Connection
from storage.people import Member
from tests.evidence import typed
from tests.faults.house import BEGINNING, House, boying, house

PLAN = boying()
RELEASE = PLAN.release
CHEN, USER = "chenxiaowen", "U-chenxiaowen"
ITEM = "1a-1/boying-database"
SIGNER, SIGNER_USER = "fanghao", "U-fanghao"
CHANNEL, TS = "C1", "1622509200.000100"
TICK = PLAN.reactions.sign


def now() -> datetime:
    return BEGINNING


@pytest.fixture(name="template", scope="module")
def a_started_release_whose_prompt_is_in_slack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("events") / "template.db"
    core = open_core(f"sqlite:///{path}", now)
    core.records.learn_members([
        Member(f"U-{key}", "here", person.email, key, "zh-CN", PLAN.zone, active=True, guest=False)
        for key, person in PLAN.people.items()
    ])  # fmt: skip
    go_live = datetime(2021, 6, 14, 4, 0, tzinfo=UTC)
    core.service.start(PLAN, go_live, calendar_of(PLAN, go_live), Caller("U-shijiasheng", "slash", "start"))
    owed = next(m for m in core.records.messages(RELEASE) if m.kind == "prompt" and m.person == SIGNER)
    only = {**owed.spec, "items": [ITEM]}

    def shown(conn: Connection) -> None:
        outbox.extend(conn, owed.key, only)
        delivery.claim(conn, now() + timedelta(minutes=1), "me", lease=timedelta(minutes=1), limit=100)
        delivery.posted(conn, owed.key, "me", channel=CHANNEL, ts=TS, wanted=9, shown_hash="", now=now())

    core.database.write(shown)
    core.database.close()
    return path


def told(core: Core, happened: tuple[str, int, bool]) -> None:
    """One delivery of one event: its id, its moment at Slack, and whether the emoji came or went."""
    event, second, present = happened
    talk = conversation(core, PLAN, Answers(core.records, PLAN, now), "T1", now)
    desk = Desk(core.service, core.records, talk, lambda _: None, now)
    mark = Emoji(CHANNEL, TS, TICK, present, f"{1622509300 + second}.000000")
    desk.reacted(mark, SIGNER_USER, f"event:{event}", "T1")


def signers(core: Core) -> list[str]:
    return [s.person for s in core.records.look(RELEASE).records[ITEM].signatures]


STORIES = (
    (("Ev1", 1, True),),
    (("Ev1", 1, True), ("Ev2", 2, False)),
    (("Ev1", 1, True), ("Ev2", 2, False), ("Ev3", 3, True)),
    (("Ev1", 1, True), ("Ev2", 2, False), ("Ev3", 3, True), ("Ev4", 4, False)),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), story=st.sampled_from(STORIES))
def every_order_and_repetition_of_the_same_events_ends_in_one_state(
    template: Path, tmp_path: Path, data: st.DataObject, story: tuple[tuple[str, int, bool], ...]
) -> None:
    deliveries = [event for event in story for _ in range(data.draw(st.integers(1, 4)))]
    order = data.draw(st.permutations(deliveries))
    path = shutil.copy(template, tmp_path / "release.db")
    core = open_core(f"sqlite:///{path}", now)
    try:
        for event in order:
            told(core, event)
        assert signers(core) == ([SIGNER] if story[-1][2] else [])
        events = [load(e.kind, e.data) for e in core.records.history(RELEASE)]
        votes = sum(isinstance(e, Signed) for e in events) - sum(isinstance(e, Withdrawn) for e in events)
        assert votes == len(signers(core))
        assert core.records.verify() == []
    finally:
        core.database.close()
        Path(path).unlink()


def _prompt(opened: House) -> Message:
    return next(m for m in opened.server.person(SIGNER).dm() if "1a-1" in m.text)


def _signatures(opened: House) -> list[type[Signed | Withdrawn]]:
    events = (load(e.kind, e.data) for e in opened.core.records.history(RELEASE))
    return [type(e) for e in events if isinstance(e, Signed | Withdrawn) and e.item == ITEM]


def a_reaction_told_four_times_late_and_backwards_over_the_wire_signs_once() -> None:
    with house() as opened:
        life = opened.begin()
        opened.server.person("shijiasheng").types("/release start")
        assert opened.settle(life)
        fang = opened.server.person(SIGNER)
        prompt = _prompt(opened)
        opened.server.person(CHEN).types(f"/release done 1a-4 {typed(PLAN, '1a-4')}")
        assert opened.settle(life)
        opened.server.trouble.hold_events()
        fang.reacts("✅", prompt)
        fang.unreacts("✅", prompt)
        fang.reacts("✅", prompt)
        opened.server.trouble.release_events(backwards=True)
        opened.server.wait_for_calm()
        assert opened.settle(life)
        # Events that arrive at once are taken in any order: who reads them as they happened
        # records what was taken back as well. What stays is the last word, and one signature.
        told = _signatures(opened)
        assert told.count(Signed) - told.count(Withdrawn) == 1
        opened.server.trouble.redeliver("reaction_added", times=4)
        opened.server.trouble.redeliver("reaction_removed", times=4)
        opened.server.wait_for_calm()
        assert opened.settle(life)
        assert _signatures(opened) == told
        assert signers(opened.core) == [SIGNER]
        opened.record_is_sound()
        life.stop()
