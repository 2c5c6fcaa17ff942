"""What is said of a bug tracker, in both languages: why it is silent, what it leaves unknown, that it is back."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain.notices import TrackerSilent
from bot.domain.state.gates import Shut
from bot.domain.state.tracker import TrackerOutage
from bot.platforms.calling import Why
from bot.speech import tracker
from bot.speech.log import what
from bot.speech.voice import Voice
from tests.domain.story import Story, given
from tests.domain.workshop import workshop

EN, ZH = Voice("en"), Voice("zh-CN")
ODD = e.Unsorted(ref="#9", title="<!channel> odd", url="https://t/9", missing=("severity", "system"))


def tracked() -> Story:
    return given(workshop(tracked=True)).when(c.HearTracker((), ()))


def every_way_of_being_down_has_words() -> None:
    assert set(tracker.WHY) == set(get_args(Why))


@pytest.mark.parametrize("code", get_args(Why))
def the_reason_is_said_in_both_languages_with_what_the_tracker_said(code: str) -> None:
    outage = TrackerOutage(code, "<b>HTTP 503</b>")
    assert tracker.why(EN, outage) == f"{tracker.WHY[code]} (&lt;b&gt;HTTP 503&lt;/b&gt;)"
    assert tracker.why(ZH, outage) != tracker.why(EN, outage)
    assert tracker.why(EN, replace(outage, detail="")) == tracker.WHY[code]


def a_gate_says_all_that_it_cannot_know() -> None:
    release = tracked().release
    shut = Shut({}, (ODD,), TrackerOutage("unreachable"), unheard=True)
    assert list(tracker.unknown(EN, release, shut)) == [
        "The bug tracker shop/code has not answered yet; it is being asked.",
        "The bug tracker shop/code cannot be asked: it cannot be reached. Gates stay shut until it answers.",
        (
            "1 open bug in the tracker has no label that the plan knows: "
            "#9 &lt;!channel&gt; odd (no severity, no system). Label it there."
        ),
    ]
    assert list(tracker.unknown(EN, release, Shut({"A": (1, 0)}))) == []


def the_message_of_an_outage_says_when_it_is_over_and_keeps_to_its_own_outage() -> None:
    lost = tracked().later(timedelta(minutes=5)).when(c.LoseTracker(TrackerOutage("refused", "Bad credentials")))
    (notice,) = lost.told
    assert isinstance(notice, TrackerSilent)
    assert "it refuses our TRACKER_TOKEN (Bad credentials)" in tracker.silent(EN, lost.release, notice)
    back = lost.when(c.HearTracker((), ()))
    assert tracker.silent(EN, back.release, notice) == "✅ The bug tracker shop/code answers again."
    again = back.later(timedelta(minutes=5)).when(c.LoseTracker(TrackerOutage("timed-out")))
    assert tracker.silent(EN, again.release, notice).startswith("✅")


def what_came_from_the_tracker_stands_in_the_record() -> None:
    story = tracked()
    at, header = story.now, {"by": "", "via": "clock"}
    events: list[e.Event] = [
        e.BugRevised(at=at, bug="B1", system="web", environment="test", title="White <page>", **header),
        e.BugGone(at=at, bug="B1", **header),
        e.TrackerAnswered(at=at, unsorted=(ODD, ODD), **header),
        e.TrackerAnswered(at=at, **header),
        e.TrackerLost(at=at, why="failed", detail="HTTP 502", **header),
    ]
    assert [what(Voice("en", "plain"), story.release, event) for event in events] == [
        "B1 is now told as a bug of web, found in test: “White <page>”",
        "B1 is no longer among this release's bugs in the tracker",
        (
            "the bug tracker answers: 2 open bugs in the tracker have no label that the plan knows: "
            "#9 <!channel> odd (no severity, no system), #9 <!channel> odd (no severity, no system). Label them there"
        ),
        "the bug tracker answers",
        "the bug tracker cannot be asked: it answers with an error (HTTP 502)",
    ]
    assert all(what(ZH, story.release, event) for event in events)
