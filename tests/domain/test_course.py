"""The release as a whole: start, pause, resume, move, abort, finish; each the lead's alone, none twice (P1, T1)."""

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.events import Aborted, Finished, Paused, Rescheduled, Resumed, Started
from bot.domain.history import begin
from bot.domain.notices import CourseTurn, ReportCanvas, ReportPost
from bot.domain.plan.moments import Calendar
from bot.domain.reading.reminding import next_due
from bot.domain.reading.standing import late_at_once
from bot.domain.rules.course import start
from tests.domain.plans import bakery, boying
from tests.domain.story import DAY, EVIDENCE, HOUR, MINUTE, NOT_YET_PLANNED, actor, asked, everything, given, up_to

OPENING = c.Start("bakery-1", given(bakery()).release.go_live, Calendar(), {"lena": "U-lena"})
NOW = given(bakery()).now


def a_release_is_started_by_the_lead_and_takes_the_plan_with_it() -> None:
    decided = start(bakery(), OPENING, actor("lena"), NOW)
    assert isinstance(decided, tuple)
    started = decided[0]
    assert isinstance(started, Started)
    assert (started.plan, started.go_live, started.by) == (bakery(), OPENING.go_live, "lena")
    assert begin(started).standing("write") == "open"


def a_release_is_started_by_nobody_else() -> None:
    assert start(bakery(), OPENING, actor("kim"), NOW) == r.LeadOnly(("lena",))
    assert start(bakery(), OPENING, actor(""), NOW) == r.Stranger()


def a_go_live_that_is_past_is_refused_with_one_that_would_do() -> None:
    now = OPENING.go_live + 300 * DAY + HOUR
    refused = start(bakery(), OPENING, actor("lena"), now)
    assert isinstance(refused, r.PastMoment)
    assert (refused.moment, refused.verb) == (OPENING.go_live, "start")
    assert refused.suggest > now
    assert refused.suggest.timetz() == OPENING.go_live.timetz()
    exactly_now = start(bakery(), OPENING, actor("lena"), OPENING.go_live)
    assert isinstance(exactly_now, r.PastMoment)


def a_paused_release_takes_no_signature_and_goes_on_where_it_was() -> None:
    story = given(bakery()).when(c.Pause("fire"), by="lena").then_events(Paused)
    for command in (
        c.Sign("write"),
        c.Block("write", "a slip"),
        c.Waive("write", "a slip"),
        c.Watch("write"),
        c.Unblock("write"),
    ):
        story.when(command, by="lena").then(r.NotRunning("paused"))
    story.then_may_sign("write").when(c.Pause(), by="lena").then(r.NotRunning("paused"))
    story.when(c.Resume(), by="lena").then_events(Resumed).then_may_sign("write", "wim", "rosa")


def a_paused_release_can_still_be_staffed_and_spoken_about() -> None:
    story = given(bakery(), asked(c.Pause("fire"), "lena"))
    assert story.when(c.Assign("keeper", ("otto",)), by="lena").events
    assert story.when(c.NameStandIn("otto", "kim", story.now), by="lena").events
    assert story.when(c.Note("write", "smoke is gone"), by="kim").events
    assert story.when(c.Link("otto", "U5"), by="lena").events


def a_running_release_is_not_resumed() -> None:
    given(bakery()).when(c.Resume(), by="lena").then(r.NotRunning("running"))


def an_abort_needs_a_reason_and_is_asked_twice() -> None:
    story = given(bakery())
    story.when(c.Abort(" "), by="lena").then(r.Lacks("reason", "abort"))
    shown = story.when(c.Abort("no flour in town"), by="lena").decision
    assert isinstance(shown, r.EndsRelease)
    assert set(shown.left) == set(story.release.records)
    story = story.confirms(c.Abort("no flour in town"), by="lena").then_events(Aborted)
    assert (story.release.state, story.release.ended_at) == ("aborted", story.now)


def an_aborted_release_takes_nothing_any_more() -> None:
    story = given(bakery(), asked(c.Abort("no flour"), "lena"))
    for command in (c.Sign("write"), c.Resume(), c.Note("write", "x"), c.Block("write", "x"), c.Tick()):
        story.when(command, by="lena").then(r.NotRunning("aborted"))


def a_paused_release_may_be_aborted_or_moved() -> None:
    story = given(bakery(), asked(c.Pause(), "lena"))
    story.confirms(c.Abort("no flour"), by="lena").then_events(Aborted)
    story = story.when(c.Reschedule(story.release.go_live + DAY, Calendar()), by="lena").then_events(Rescheduled)
    assert story.release.state == "paused"


def a_new_go_live_in_the_past_is_refused() -> None:
    story = given(bakery())
    story.when(c.Reschedule(story.now, Calendar()), by="lena").then(r.PastMoment)


def a_new_go_live_moves_every_moment_of_the_plan() -> None:
    story = given(boying())
    before = story.release.due("4a")
    assert before is not None
    later = story.when(c.Reschedule(story.release.go_live + 7 * DAY, Calendar()), by="shijiasheng")
    assert later.release.due("4a") == before + 7 * DAY


def the_last_signature_finishes_the_release() -> None:
    story = given(bakery(), up_to("close")).later(NOT_YET_PLANNED).when(c.Sign("close"), by="kim")
    assert [type(event) for event in story.events][-1] is Finished
    assert (story.release.state, story.release.ended_at) == ("finished", story.now)


def a_waiver_of_the_last_item_finishes_the_release() -> None:
    story = given(bakery(), up_to("close")).later(NOT_YET_PLANNED).confirms(c.Waive("close", "sold out"), by="lena")
    assert story.release.state == "finished"


def a_release_does_not_end_before_it_is_live() -> None:
    """All is signed in the morning: the clock ends it at go-live, or whoever does something after that."""
    story = given(bakery(), up_to("close")).when(c.Sign("close"), by="kim")
    assert (story.release.settled, story.release.state) == (True, "running")
    at = story.release.go_live
    assert next_due(story.release, story.now) == at
    story.strikes(at - MINUTE).then_events()
    struck = story.strikes(at)
    struck.then_events(Finished)
    assert (struck.release.state, struck.release.ended_at) == ("finished", at)
    posted = ReportPost(version=len(struck.history), final=True)
    struck.then_told(CourseTurn(turn="finished"), posted, ReportCanvas())


def a_go_live_moved_to_an_earlier_moment_ends_it_then() -> None:
    story = given(bakery(), up_to("close")).when(c.Sign("close"), by="kim")
    moved = story.when(c.Reschedule(story.now + HOUR, Calendar()), by="lena")
    assert moved.release.state == "running"
    assert moved.strikes(story.now + HOUR).release.state == "finished"


def a_finished_release_takes_nothing_any_more() -> None:
    story = given(bakery(), everything())
    for command in (
        c.Sign("close", EVIDENCE),
        c.Withdraw("close"),
        c.Waive("close", "a slip"),
        c.Pause(),
        c.Tick(),
    ):
        story.when(command, by="lena").then(r.NotRunning("finished"))


def the_whole_boying_release_is_finished_by_its_own_five_people_and_those_named_for_the_empty_roles() -> None:
    story = given(boying(), everything())
    assert story.release.state == "finished"
    assert {record.standing for record in story.release.records.values()} == {"done"}


def what_is_late_by_the_go_live_that_was_chosen_is_known_at_once() -> None:
    story = given(bakery())
    assert late_at_once(story.release, story.now) == ()
    sooner = story.when(c.Reschedule(story.now + HOUR, Calendar()), by="lena")
    assert late_at_once(sooner.release, sooner.now) == ("taste/oven", "taste/site")
