"""The pace: never faster than Slack allows, and nobody waits for ever behind others."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.pace import METHODS, ONE_A_SECOND, SAME_MESSAGE, Pace

NOON = datetime(2021, 6, 14, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TIER_LIMITS = {
    "chat.update": 50,
    "conversations.open": 50,
    "conversations.history": 50,
    "conversations.replies": 50,
    "conversations.info": 50,
    "conversations.join": 50,
    "conversations.list": 20,
    "functions.completeSuccess": 50,
    "reactions.get": 50,
    "users.conversations": 50,
    "users.info": 100,
    "users.lookupByEmail": 50,
    "chat.postEphemeral": 100,
    "views.publish": 100,
}
SLACK_FORGIVES = 12
"""Calls of a burst above the even rate; the tiers are "N+ per minute", and a 429 is obeyed in any case."""

ROUNDING = timedelta(microseconds=5)

waits = st.lists(st.floats(0, 3).map(lambda seconds: timedelta(seconds=seconds)), min_size=1, max_size=300)


def most_in_a_minute(moments: list[datetime]) -> int:
    return max((sum(start <= other < start + MINUTE for other in moments) for start in moments), default=0)


def arrivals(gaps: list[timedelta]) -> Iterator[datetime]:
    now = NOON
    for gap in gaps:
        now += gap
        yield now


@given(method=st.sampled_from(sorted(METHODS)), gaps=waits, places=st.integers(1, 50))
def no_minute_holds_more_calls_than_the_tier_and_its_burst(method: str, gaps: list[timedelta], places: int) -> None:
    pace = Pace()
    asked = enumerate(arrivals([gap / 10 for gap in gaps]))
    turns = [pace.reserve(method, str(number % places), now) for number, now in asked]
    assert most_in_a_minute(turns) <= TIER_LIMITS[method] + SLACK_FORGIVES


@given(gaps=waits, channels=st.integers(1, 4))
def one_channel_gets_one_post_a_second(gaps: list[timedelta], channels: int) -> None:
    pace = Pace()
    posted: dict[str, list[datetime]] = {}
    for number, now in enumerate(arrivals(gaps)):
        channel = f"C{number % channels}"
        posted.setdefault(channel, []).append(pace.reserve("chat.postMessage", channel, now))
    for turns in posted.values():
        assert all(later - sooner >= ONE_A_SECOND.every - ROUNDING for sooner, later in pairwise(turns))


@given(gaps=waits)
def the_same_message_is_edited_at_intervals(gaps: list[timedelta]) -> None:
    pace = Pace()
    turns = [pace.reserve("chat.update", "C1 1.0", now) for now in arrivals(gaps)]
    assert all(later - sooner >= SAME_MESSAGE.every - ROUNDING for sooner, later in pairwise(turns))


@given(gaps=waits)
def nobody_is_overtaken_and_nobody_waits_longer_than_those_before_take(gaps: list[timedelta]) -> None:
    """Two hundred cards that are dirty at once share the tier in the order in which they asked."""
    pace = Pace()
    every = METHODS["chat.update"].every
    asked = list(arrivals([gap / 100 for gap in gaps]))
    turns = [pace.reserve("chat.update", f"C1 {number}", now) for number, now in enumerate(asked)]
    assert all(later >= sooner - ROUNDING for sooner, later in pairwise(turns))
    for number, (now, turn) in enumerate(zip(asked, turns, strict=True)):
        assert turn - now <= every * (number + 1)


@given(after=st.floats(1, 120), tries=st.lists(st.floats(0, 200), max_size=20))
def nothing_is_asked_before_the_moment_slack_named(after: float, tries: list[float]) -> None:
    pace, until = Pace(), NOON + timedelta(seconds=after)
    pace.limited("chat.update", until)
    for seconds in tries:
        now = NOON + timedelta(seconds=seconds)
        assert pace.opens("chat.update", now) == max(now, until)
        assert pace.opens("chat.postMessage", now) == now
