"""Reactions: whatever order and however often Slack tells them, what stands at the end is what happened last."""

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from storage import reactions
from storage.engine import Database

Event = tuple[str, bool, str]  # emoji, present, event_ts


MESSAGES = count(1)


def tell(conn: Connection, event: Event, ts: str = "1.000001") -> bool:
    emoji, present, event_ts = event
    return reactions.record(conn, channel="C", ts=ts, user="U", emoji=emoji, present=present, event_ts=event_ts)


def stands(conn: Connection, base: str, ts: str = "1.000001") -> bool:
    return reactions.present(conn, "C", ts, "U", base)


@pytest.fixture(name="shared", scope="module")
def one_database_for_all_examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('reactions') / 'release.db'}")
    database.migrate()
    yield database
    database.close()


EMOJI = st.sampled_from(["+1", "+1::skin-tone-3", "+1::skin-tone-6", "x"])
MOMENT = st.integers(min_value=0, max_value=12).map(lambda n: f"{999_999_998 + n // 2}.{n % 2:06d}")
EVENTS = st.lists(st.tuples(EMOJI, st.booleans(), MOMENT), min_size=1, max_size=8)


@st.composite
def stories_and_tellings(draw: st.DrawFn) -> tuple[list[Event], list[Event]]:
    story = draw(EVENTS)
    repeated = draw(st.lists(st.sampled_from(story), max_size=8))
    return story, draw(st.permutations(story + repeated))


def last_word(story: list[Event]) -> dict[str, bool]:
    """By the book: each emoji's latest event decides, a removal before an addition of the same moment."""
    latest: dict[str, tuple[float, bool]] = {}
    for emoji, present, event_ts in story:
        latest[emoji] = max(latest.get(emoji, (0.0, False)), (float(event_ts), not present))
    return {
        base: any(not removed for emoji, (_, removed) in latest.items() if emoji.split("::")[0] == base)
        for base in ("+1", "x")
    }


@settings(max_examples=150, deadline=None)
@given(told=stories_and_tellings())
def every_order_and_repetition_of_the_events_gives_one_state(
    shared: Database, told: tuple[list[Event], list[Event]]
) -> None:
    story, telling = told
    ts = f"{next(MESSAGES)}.000000"  # a message of its own for each example
    shared.write(lambda conn: [tell(conn, event, ts) for event in telling])
    with shared.read() as conn:
        assert {base: stands(conn, base, ts) for base in ("+1", "x")} == last_word(story)


def an_event_told_twice_is_news_once(database: Database) -> None:
    event = ("white_check_mark", True, "1623643200.000100")
    assert database.write(lambda conn: [tell(conn, event), tell(conn, event)]) == [True, False]


def a_late_addition_does_not_bring_back_a_removed_reaction(database: Database) -> None:
    removed, late = ("x", False, "1623643200.000200"), ("x", True, "1623643200.000100")
    assert database.write(lambda conn: [tell(conn, removed), tell(conn, late)]) == [True, False]
    with database.read() as conn:
        assert not stands(conn, "x")


def an_emoji_counts_until_its_last_tone_is_gone(database: Database) -> None:
    told = [("+1", True, "1.1"), ("+1::skin-tone-3", True, "1.2"), ("+1", False, "1.3")]
    database.write(lambda conn: [tell(conn, event) for event in told])
    with database.read() as conn:
        assert stands(conn, "+1")
        assert not stands(conn, "+")
        assert not reactions.present(conn, "C", "1.000001", "someone else", "+1")
    database.write(lambda conn: tell(conn, ("+1::skin-tone-3", False, "1.4")))
    with database.read() as conn:
        assert not stands(conn, "+1")


def a_fraction_is_read_as_microseconds_and_not_as_a_number(database: Database) -> None:
    told = [("x", True, "9.1"), ("x", False, "9.000002"), ("x", False, "10.000001")]
    assert database.write(lambda conn: [tell(conn, event) for event in told]) == [True, False, True]


def a_moment_that_is_no_slack_time_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        database.write(lambda conn: tell(conn, ("x", True, "yesterday")))
