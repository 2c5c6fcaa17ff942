import threading
from datetime import UTC, datetime

import pytest

from bot.watching.prober import Prober
from tests.platforms.serving import mute
from tests.watching.certificates import Authority
from tests.watching.targets import OK, Conversation, plan_of, target

AT = datetime(2026, 12, 1, 12, tzinfo=UTC)


def the_same_watch_is_never_looked_at_twice_at_a_time(prober: Prober) -> None:
    with mute() as origin:
        plan = plan_of(page={"kind": "http", "at": origin, "timeout": "200ms"}, port={"kind": "tcp", "at": origin[7:]})
        first = prober.begin(plan, "page", AT)
        assert first
        assert prober.begin(plan, "page", AT) is None
        other = prober.begin(plan, "port", AT)
        assert other
        assert other.result(10).ok
        assert first.result(10).why == "timed-out"
        again = prober.begin(plan, "page", AT)
        assert again
        assert again.result(10).why == "timed-out"


@pytest.mark.parametrize("places", [1, 2])
def no_more_are_looked_at_at_once_than_there_are_places(office: Authority, places: int) -> None:
    both = threading.Barrier(2)
    met: list[bool] = []

    def meet(conversation: Conversation) -> None:
        try:
            both.wait(0.3 if places == 1 else 20)
            met.append(True)
        except threading.BrokenBarrierError:
            met.append(False)
        conversation.says(OK)

    prober = Prober(office.trusting, at_once=places)
    try:
        with target(meet) as served:
            watch = {"kind": "http", "at": served.origin, "timeout": "30s"}
            looks = [prober.begin(plan_of(one=watch, two=watch), name, AT) for name in ("one", "two")]
            assert all(look is not None and look.result(60).ok for look in looks)
    finally:
        prober.close()
    assert met == [places == 2] * 2


def what_is_under_way_is_given_up_when_the_prober_closes(office: Authority) -> None:
    prober = Prober(office.trusting)
    with mute() as origin:
        look = prober.begin(plan_of(page={"kind": "http", "at": origin, "timeout": "1h"}), "page", AT)
        prober.close()
    assert look
    assert look.cancelled()


@pytest.mark.parametrize("name", ["none", "page"])
def what_the_plan_does_not_name_is_not_looked_at(prober: Prober, name: str) -> None:
    look = prober.begin(plan_of(page={"kind": "http", "at": "small.example/healthz"}), name, AT)
    assert look
    sample = look.result(10)
    assert (sample.ok, sample.why, sample.latency) == (False, "not-allowed", None)
