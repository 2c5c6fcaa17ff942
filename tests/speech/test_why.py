"""`why` tells every reason an item waits for, in words of its own; a reason that is new fails here first."""

from collections.abc import Callable
from typing import get_args

import pytest

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.reading.reasons import Reason, reasons
from bot.speech.voice import Voice
from bot.speech.why import of_item
from tests.domain.council import AT, coming, held, meeting
from tests.domain.depot import REPLACING, depot
from tests.domain.harbour import at_go_live, ready, shipped
from tests.domain.plans import bakery, boying
from tests.domain.story import DAY, MINUTE, Story, given, settled, up_to
from tests.domain.test_plan_earliest import live
from tests.domain.workshop import TESTED, reported, workshop

EN, ZH = Voice("en", "plain"), Voice("zh-CN", "plain")


def _rolling_back() -> Story:
    story = shipped("db", "gate").when(c.Deploy("ship/crane", failed="it hangs"), by="olaf")
    return story.confirms(c.RollBack("it hangs"), by="lena")


def _asked() -> Story:
    story = given(depot(), up_to("stage/api"))
    return story.when(c.Request("dba", "stage/api", "Please add the index"), by="tom")


TOLD: tuple[tuple[type[Reason], Callable[[], Story], str, str], ...] = (
    (r.NotRunning, lambda: given(bakery()).when(c.Pause("flour"), by="lena"), "write", "⏸️ The release is paused"),
    (r.TooEarly, lambda: given(bakery()), "close", "⏳ Waits for"),
    (r.NotYet, live, "4b", "⏳ not before"),
    (r.IsBlocked, lambda: given(bakery()).when(c.Block("write", "no pen"), by="wim"), "write", "⛔ “no pen”"),
    (r.NobodyHolds, lambda: given(boying(), up_to("1e")), "1e", "⛔ nobody for"),
    (r.GateShut, lambda: given(workshop(), *TESTED, reported()), "gate", "⛔ ready for preheat"),
    (r.NoMeeting, lambda: meeting().when(c.CancelMeeting("ill"), by="dora"), "hold", "No meeting is called"),
    (r.MeetingAhead, lambda: meeting(*coming("tina", "olaf", "dora")), "hold", "The meeting has not begun"),
    (r.RolesAbsent, lambda: meeting().strikes(AT + MINUTE), "hold", "The meeting stays open"),
    (r.MinutesUnsettled, held, "minutes", "⛔ The minutes wait for"),
    (r.NoRollbackTarget, at_go_live, "ship/gate", "⛔ It is not on record what gate ran before"),
    (r.NoDigest, at_go_live, "ship/crane", "of crane may change after the test"),
    (r.PacketIncomplete, lambda: given(boying(), settled("3b-1")), "3b-2/boying-database", "still lacks"),
    (r.RollingBack, _rolling_back, "ship/desk", "⛔ RB1 is under way"),
    (r.Awaited, _asked, "stage/api", "⛔ waits for"),
    (r.HotfixInDoubt, lambda: given(depot(), *REPLACING), "H2-redeploy-test", "would replace H1 by"),
    (r.OutsideWindow, lambda: ready().later(DAY), "ship/gate", "may go live from"),
)


@pytest.mark.parametrize(("kind", "story", "item", "words"), TOLD, ids=lambda each: getattr(each, "__name__", None))
def every_reason_an_item_waits_for_is_told(
    kind: type[Reason], story: Callable[[], Story], item: str, words: str
) -> None:
    now, release = story().now, story().release
    found = tuple(reasons(release, release.item(item), now))
    assert kind in {type(reason) for reason in found}
    told = "\n".join(of_item(EN, release, item, now))
    assert words in told
    assert len("\n".join(of_item(ZH, release, item, now))) > len(release.item(item).step.title.zh)


def no_reason_is_left_out() -> None:
    assert {kind for kind, *_ in TOLD} == set(get_args(Reason))


def an_item_that_waits_for_several_reasons_tells_them_all() -> None:
    """Not one after the other, each when the one before is mended."""
    story = at_go_live().when(c.Block("ship/crane", "the quay is closed"), by="olaf").later(DAY)
    told = "\n".join(of_item(EN, story.release, "ship/crane", story.now))
    for words in ("the quay is closed", "not on record what crane ran before", "may change after", "may go live from"):
        assert words in told


@pytest.mark.parametrize("voice", [EN, ZH])
def a_settled_item_waits_for_nothing(voice: Voice) -> None:
    story = given(bakery(), settled("write")).when(c.Pause("flour"), by="lena")
    assert not tuple(reasons(story.release, story.release.item("write"), story.now))
    assert "⏸️" not in "\n".join(of_item(voice, story.release, "write", story.now))
