from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plan.watching import Watch, slot
from bot.domain.reading import samples as what
from bot.domain.reading.samples import Change, Latency, Outage, Sample
from bot.domain.reading.watching import system_of
from bot.domain.state.watching import Alert
from tests.domain.plans import bakery

LIVE = datetime(2026, 12, 1, 11, tzinfo=UTC)
WATCH = Watch(kind="tcp", at="db:5432")
DEBOUNCE = st.builds(Watch, kind=st.just("tcp"), at=st.just("db:1"), after=st.integers(1, 4), back=st.integers(1, 4))


def at(minute: float) -> datetime:
    return LIVE + timedelta(minutes=minute)


def seen(marks: str, every: float = 1) -> list[Sample]:
    """`.` is a success, `x` a failure, a space a sample that is missing; one a minute."""
    return [
        Sample(at(number * every), mark == ".", 10 if mark == "." else None, "" if mark == "." else "refused")
        for number, mark in enumerate(marks)
        if mark != " "
    ]


SAMPLES = st.lists(
    st.builds(
        Sample,
        at=st.integers(0, 40).map(at),
        ok=st.booleans(),
        latency=st.none() | st.integers(0, 5000),
        why=st.sampled_from(["refused", "too-slow"]),
    ),
    max_size=40,
)


def a_target_goes_down_with_the_second_failure_in_a_row_since_the_first() -> None:
    assert what.changes(seen("..xx"), WATCH) == [
        Change("up", at(0), at(1)),
        Change("down", at(2), at(3), "refused"),
    ]


def a_single_failure_and_a_single_success_change_nothing() -> None:
    assert [each.state for each in what.changes(seen("..x..x.."), WATCH)] == ["up"]
    assert [each.state for each in what.changes(seen("xx.xx.xx"), WATCH)] == ["down"]


def nothing_is_known_before_the_first_samples_settle_it() -> None:
    assert what.changes(seen(".x.x."), WATCH) == []
    assert what.standing(seen("."), WATCH, at(1)) is None
    assert what.standing([], WATCH, at(1)) is None


def when_samples_stop_coming_nobody_knows_how_the_target_stands() -> None:
    samples = seen("..")
    patience = timedelta(minutes=3, seconds=5)
    assert what.standing(samples, WATCH, at(1) + patience) == Change("up", at(0), at(1))
    later = at(1) + patience + timedelta(seconds=1)
    assert what.standing(samples, WATCH, later) == Change("unknown", at(1), at(1) + patience)


def an_outage_lasts_from_its_first_failure_to_the_success_that_held() -> None:
    assert what.outages(seen("..xx.xx..."), WATCH) == [Outage(at(2), at(7), "refused", "")]
    assert what.outages(seen("..xx"), WATCH) == [Outage(at(2), None, "refused", "")]
    assert what.outages(seen("..x.x.x."), WATCH) == []


def the_times_nobody_looked_count_neither_as_up_nor_as_down() -> None:
    assert what.availability(seen("...x      ")) == 0.75
    assert what.availability([]) is None


def a_failure_counts_where_two_looked_at_the_same_moment() -> None:
    both = [Sample(at(0), ok=True, latency=10), Sample(at(0), ok=False, why="refused")]
    assert what.availability(both) == what.availability(both[::-1]) == 0


def the_end_of_a_window_is_not_in_it() -> None:
    window = what.between(seen("xx..x"), at(2), at(4))
    assert [sample.at for sample in window] == [at(2), at(3)]
    assert what.availability(window) == 1


def a_percentile_is_a_latency_that_was_measured() -> None:
    hundred = [Sample(at(number), ok=True, latency=number + 1) for number in range(100)]
    assert what.latency(hundred) == Latency(50, 95, 99)
    assert what.latency(hundred[:1]) == Latency(1, 1, 1)
    assert what.latency(hundred[:3]) == Latency(2, 3, 3)


def an_answer_that_was_right_but_too_slow_counts_in_the_latency_and_a_wrong_one_does_not() -> None:
    slow = Sample(at(1), ok=False, latency=900, why="too-slow")
    wrong = Sample(at(2), ok=False, latency=1, why="wrong-status", detail="500")
    assert what.latency([slow, wrong]) == Latency(900, 900, 900)
    assert what.latency([wrong]) is None


def a_series_has_the_points_asked_for_and_leaves_out_where_nobody_looked() -> None:
    series = what.series(
        [*seen("....xx"), Sample(at(95), ok=True, latency=30), Sample(at(100), ok=True, latency=50)], 10
    )
    assert [(each.since, each.samples, each.failed, each.median, each.worst) for each in series] == [
        (at(0), 6, 2, 10, 10),
        (at(90), 2, 0, 30, 50),
    ]


@given(SAMPLES)
def the_availability_is_a_share(samples: list[Sample]) -> None:
    share = what.availability(samples)
    assert share is None if not samples else share is not None and 0 <= share <= 1


@given(SAMPLES)
def no_percentile_is_below_a_lower_one(samples: list[Sample]) -> None:
    found = what.latency(samples)
    if found:
        took = {sample.latency for sample in samples}
        assert found.p50 <= found.p95 <= found.p99
        assert {found.p50, found.p95, found.p99} <= took


@given(SAMPLES, DEBOUNCE)
def a_flapping_target_changes_no_more_often_than_the_debounce_allows(samples: list[Sample], watch: Watch) -> None:
    moments = [sample.at for sample in what.in_order(samples)]
    found = what.changes(samples, watch)
    for before, after in pairwise(found):
        needed = watch.after if after.state == "down" else watch.back
        assert before.state != after.state
        assert before.told_at < after.since
        assert moments.index(after.told_at) - moments.index(after.since) == needed - 1
    assert sum(watch.after if each.state == "down" else watch.back for each in found) <= len(moments)


@given(SAMPLES.flatmap(lambda samples: st.tuples(st.just(samples), st.permutations(samples + samples[:5]))), DEBOUNCE)
def what_came_late_or_twice_is_judged_as_if_it_had_come_in_order(
    both: tuple[list[Sample], list[Sample]], watch: Watch
) -> None:
    ordered, mixed = both
    assert what.changes(mixed, watch) == what.changes(ordered, watch)
    assert what.availability(mixed) == what.availability(ordered)
    assert what.latency(mixed) == what.latency(ordered)
    assert what.series(mixed, 7) == what.series(ordered, 7)


@given(SAMPLES, st.integers(1, 12))
def no_failure_is_thinned_away(samples: list[Sample], points: int) -> None:
    kept, series = what.in_order(samples), what.series(samples, points)
    assert len(series) <= points
    assert sum(each.samples for each in series) == len(kept)
    assert sum(each.failed for each in series) == sum(not sample.ok for sample in kept)
    assert [each.since for each in series] == sorted({each.since for each in series})


@given(SAMPLES, DEBOUNCE)
def each_outage_begins_with_a_failure_and_ends_with_a_success(samples: list[Sample], watch: Watch) -> None:
    by_moment = {sample.at: sample.ok for sample in what.in_order(samples)}
    for outage in what.outages(samples, watch):
        assert not by_moment[outage.since]
        assert outage.until is None or (outage.since < outage.until and by_moment[outage.until])


@pytest.mark.parametrize(
    ("seconds", "found"),
    [(-1, None), (0, 0), (59, 0), (60, 60), (3599, 3540), (7200, 7200), (7201, None)],
)
def a_watch_has_its_moments_from_go_live_for_the_planned_time(seconds: int, found: int | None) -> None:
    watch = Watch.model_validate({"kind": "tcp", "at": "db:1", "for": "2h"})
    expected = None if found is None else LIVE + timedelta(seconds=found)
    assert slot(watch, LIVE, LIVE + timedelta(seconds=seconds)) == expected


@pytest.mark.parametrize(
    ("label", "system"), [("oven", "oven"), (" OVEN ", "oven"), ("Site", "site"), ("till", None), ("", None)]
)
def an_alert_names_a_system_by_its_key_or_name(label: str, system: str | None) -> None:
    alert = Alert("f1", "firing", "Down", label, "critical", "", "", LIVE, None)
    assert system_of(bakery(), alert) == system
