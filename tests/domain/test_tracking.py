"""What a tracker says becomes facts once: what is new, what changed, what is gone, and that it is silent or back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.notices import BugPost, TrackerSilent
from bot.domain.reading.reasons import whose_turn
from bot.domain.rules.tracker import LAG
from bot.domain.state.gates import Shut
from bot.domain.state.tracker import TrackerOutage
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from tests.domain.story import MINUTE, Story, given
from tests.domain.workshop import TESTED, passed, workshop

UNREACHABLE = TrackerOutage("unreachable", "tracker.example")
ODD = e.Unsorted(ref="#9", title="Odd", url="https://t/9", missing=("severity",))


def release() -> Story:
    return given(workshop(tracked=True), *TESTED)


START = release().now


def bug(ref: str = "#1", severity: str = "A", state: Any = "open", minutes: int = 0, **other: Any) -> c.TrackedBug:
    told = c.TrackedBug(
        ref, severity, "web", "test", f"Problem {ref}", "", state, f"https://t/{ref[1:]}", START + minutes * MINUTE
    )
    return replace(told, **other)


def listed(*bugs: c.TrackedBug, unsorted: tuple[e.Unsorted, ...] = (), missing: tuple[str, ...] = ()) -> c.HearTracker:
    return c.HearTracker(bugs, unsorted, missing)


def pushed(told: c.TrackedBug) -> c.HearTracker:
    """As a webhook tells it: the tracker was not asked."""
    return c.HearTracker((told,))


def what_is_heard_twice_happens_once() -> None:
    command = listed(bug("#1"), bug("#2", "B", "fixed"), bug("#3", "C", "deferred"), unsorted=(ODD,))
    story = release().when(command, via="clock")
    story.then_events(
        e.BugReported, e.BugReported, e.BugFixed, e.BugReported, e.BugDeferred, e.TrackerAnswered
    )  # fmt: skip
    assert [(each.id, each.ref, each.state) for each in story.release.bugs.values()] == [
        ("B1", "#1", "open"), ("B2", "#2", "fixed"), ("B3", "#3", "deferred"),
    ]  # fmt: skip
    story.when(command, via="clock").then_events()


def what_was_closed_before_the_release_looked_is_no_matter_of_it() -> None:
    release().when(listed(bug(state="verified"), bug("#2", state="gone"))).then_events(e.TrackerAnswered)


def what_is_older_than_what_is_known_changes_nothing() -> None:
    known = release().when(listed(bug(state="verified", minutes=0), bug("#2", minutes=5)))
    known.when(pushed(bug("#2", "C", "verified", minutes=4))).then_events()
    known.when(pushed(bug("#2", state="verified", minutes=5))).then_events(e.BugVerified)


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        ({"severity": "B"}, (e.BugGraded,)),
        ({"state": "fixed"}, (e.BugFixed,)),
        ({"state": "verified"}, (e.BugVerified,)),
        ({"state": "deferred"}, (e.BugDeferred,)),
        ({"state": "gone"}, (e.BugGone,)),
        ({"system": "api"}, (e.BugRevised,)),
        ({"environment": "preheat", "severity": "C", "state": "fixed"}, (e.BugRevised, e.BugGraded, e.BugFixed)),
        ({"detail": "the same in Jira's other form"}, ()),
    ],
)
def only_what_differs_is_written(told: dict[str, Any], kinds: tuple[type[e.Event], ...]) -> None:
    story = release().when(listed(bug())).when(pushed(bug(minutes=1, **told))).then_events(*kinds)
    known = story.release.bugs["B1"]
    assert all(getattr(known, name) == value for name, value in told.items() if name != "detail")


def a_bug_that_is_open_again_is_in_its_next_round() -> None:
    story = release().when(listed(bug())).when(pushed(bug(state="verified", minutes=1)))
    story = story.when(pushed(bug(minutes=2))).then_events(e.BugReopened)
    assert story.release.bugs["B1"].round == 2


def a_bug_the_tracker_no_longer_lists_is_gone_and_may_come_back() -> None:
    story = release().when(listed(bug())).then_state("gate", "blocked").later(LAG)
    story = story.when(listed(missing=("#1", "#7"))).then_events(e.BugGone).then_state("gate", "open")
    story.when(listed(missing=("#1",))).then_events()
    story.when(listed(bug())).then_events(e.BugReopened).then_state("gate", "blocked")


def a_bug_just_heard_of_is_not_gone_because_a_list_lags_behind() -> None:
    story = release().when(listed()).when(pushed(bug())).later(LAG - timedelta(seconds=1))
    story.when(listed(missing=("#1",))).then_events().then_state("gate", "blocked")


def an_issue_the_plan_has_no_names_for_keeps_the_gate_shut_until_it_is_labelled() -> None:
    story = release().when(listed(unsorted=(ODD,))).then_state("gate", "blocked")
    story.when(c.Sign("gate"), by="tina").then(r.GateShut("gate", "ready", Shut({}, (ODD,)), {}))
    story.when(listed()).then_events(e.TrackerAnswered).then_state("gate", "open")


def a_gate_that_nobody_can_judge_is_let_go_by_a_waiver_and_by_no_override() -> None:
    """The answer to an override used to tell where what runs, and nothing of a waiver."""
    story = release().when(pushed(bug(severity="C"))).then_state("gate", "blocked")
    refused = story.when(c.Override("gate", "we looked ourselves"), by="lena").then(r.DeploysNothing("gate"))
    told = refusal(Voice("en"), story.release, r.DeploysNothing("gate"))
    assert "`/release waive gate REASON`" in told
    deploying = story.when(c.Override("preheat/web", "we looked ourselves"), by="lena").then_events(e.Overridden)
    deploying.when(c.Deploy("preheat/web"), by="olaf").then(r.TooEarly)
    refused.confirms(c.Waive("gate", "we looked ourselves"), by="lena").then_state("gate", "waived")


def a_webhook_alone_does_not_open_a_gate() -> None:
    story = release().when(pushed(bug(severity="C"))).then_state("gate", "blocked")
    story.when(c.Sign("gate"), by="tina").then(r.GateShut("gate", "ready", Shut({}, unheard=True), {}))
    lost = story.when(c.LoseTracker(UNREACHABLE)).when(pushed(bug(severity="C", minutes=1)))
    lost.when(c.Sign("gate"), by="tina").then(r.GateShut("gate", "ready", Shut({}, tracker=UNREACHABLE), {}))


@pytest.mark.parametrize("unknown", [listed(unsorted=(ODD,)), c.LoseTracker(UNREACHABLE)])
def what_a_tracker_leaves_unknown_is_the_leads_to_mend(unknown: c.Command) -> None:
    story = release().when(unknown)
    assert whose_turn(story.release, story.release.item("preheat/web"), story.now) == ("lena",)


def a_silent_tracker_shuts_the_gate_and_the_lead_is_told_once() -> None:
    story = release().when(listed()).later(MINUTE)
    since = story.now
    story = story.when(c.LoseTracker(UNREACHABLE), via="clock").then_events(e.TrackerLost)
    story.then_told(TrackerSilent(person="lena", since=since)).then_state("gate", "blocked")
    story = story.later(MINUTE).when(c.LoseTracker(TrackerOutage("unreachable", "in other words"))).then_events()
    story = story.when(c.LoseTracker(TrackerOutage("refused"))).then_events(e.TrackerLost).then_told()
    assert (story.release.tracking.lost, story.release.tracking.since) == (TrackerOutage("refused"), since)
    story = story.when(listed()).then_events(e.TrackerAnswered).then_state("gate", "open")
    story.when(c.LoseTracker(UNREACHABLE)).then_told(TrackerSilent(person="lena", since=story.now))


def an_a_bug_in_the_tracker_ends_the_signature_for_the_standard() -> None:
    story = release().when(listed()).and_given(passed()).then_state("gate", "done")
    story = story.when(pushed(bug()), via="webhook").then_events(e.BugReported, e.GateLost)
    story.then_state("gate", "blocked").then_state("preheat/web", "waiting")
    assert BugPost(bug="B1") in story.told


@pytest.mark.parametrize("command", [c.FixBug("B1", "x"), c.VerifyBug("B1"), c.GradeBug("B1", "C", "a slip")])
def a_bug_the_tracker_keeps_is_not_changed_here(command: c.Command) -> None:
    story = release().when(listed(bug(state="fixed")))
    story.when(command, by="tina").then(r.KeptElsewhere("B1", "https://t/1"))


def a_paused_release_goes_on_hearing_and_an_ended_one_does_not() -> None:
    paused = (
        release().when(c.Pause("lunch"), by="lena").when(listed(bug())).then_events(e.BugReported, e.TrackerAnswered)
    )
    paused.confirms(c.Abort("off"), by="lena").when(listed()).then(r.NotRunning("aborted"))
