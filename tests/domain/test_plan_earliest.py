"""Before a step's moment nobody signs it and nobody is asked for it: its own (4b), its window's (3b), its meeting's."""

from datetime import datetime, timedelta
from functools import cache

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.plan import Plan
from bot.domain.plan.check import check
from bot.domain.plan.moments import Calendar
from bot.domain.reading.reminding import next_due
from bot.out.show import as_json
from tests.domain.council import AT, coming, meeting
from tests.domain.harbour import SYSTEMS, harbour
from tests.domain.launch import launch
from tests.domain.plans import bakery
from tests.domain.story import EVIDENCE, HOUR, LONG_AGO, MINUTE, Story, asked, given, settled

WATCH = 3  # the position of the phase
QUARTER, DAY = 15 * MINUTE, timedelta(days=1)


@cache
def soaked(*, early: tuple[str, ...] = ("T+15m", "15m after 3a"), late: str = "T+24h") -> Plan:
    """The launch, whose checks have their earliest moments: the first opens ahead, the second in its phase."""
    data = launch().model_dump(mode="json", exclude_defaults=True, by_alias=True)
    first, second = data["phases"][WATCH]["steps"][1:3]
    first |= {"ahead": True, "needs": ["3a"], "not_before": list(early), "due": "T+1h"}
    second |= {"not_before": late, "due": "T+25h"}
    return Plan.model_validate(data)


def live(at: timedelta = -HOUR) -> Story:
    """Everything is deployed, so long after (or before) go-live."""
    recorded = (asked(c.RecordPrevious(key, nothing=True), by="lena") for key in ("api", "web"))
    story = given(soaked(), settled("2c"), *recorded)
    return story.later(story.release.go_live + at - story.now).and_given(settled("3a"))


def opening(story: Story, moment: datetime) -> Story:
    """The clock strikes a second before, when nobody is asked, and at the moment itself."""
    story = story.strikes(moment - timedelta(seconds=1)).then_state("4b", "waiting")
    assert not any(isinstance(notice, n.Prompt) for notice in story.told)
    return story.strikes(moment)


def a_check_after_a_quarter_of_an_hour_is_signed_then_and_not_before() -> None:
    story = live()
    moment = story.release.go_live + QUARTER
    story.when(c.Sign("4b", EVIDENCE), by="olaf").then(r.NotYet("4b", moment)).then_may_sign("4b")
    shown = next(each for each in as_json(story.release, story.now, ())["items"] if each["id"] == "4b")
    assert shown["blocked_by"] == [{"kind": "moment", "at": "2026-11-26T11:15:00+00:00"}]
    story = opening(story, moment).then_state("4b", "open").then_may_sign("4b", "olaf")
    assert n.Prompt(person="olaf", items=("4b",)) in story.told
    story.when(c.Sign("4b", EVIDENCE), by="olaf").then_state("4b", "done")


def a_check_is_counted_from_what_really_happened() -> None:
    """Deployed two hours late: the quarter of an hour begins then."""
    story = live(2 * HOUR)
    story = opening(story, story.now + QUARTER).then_state("4b", "open")
    assert story.release.came["4b"] == story.release.go_live + 2 * HOUR + QUARTER


def a_deployment_that_is_done_again_begins_it_anew() -> None:
    story = live()
    story = story.strikes(story.release.go_live + QUARTER).then_state("4b", "open")
    story = story.confirms(c.Withdraw("3a/web", "broken"), by="olaf").then_state("4b", "waiting")
    story = story.and_given(settled("3a")).then_state("4b", "waiting")
    story.when(c.Sign("4b", EVIDENCE), by="olaf").then(r.NotYet("4b", story.now + QUARTER))


def a_moment_moves_with_go_live() -> None:
    story = live()
    story = story.strikes(story.release.go_live + QUARTER).then_state("4b", "open")
    later = story.release.go_live + 3 * HOUR
    story = story.when(c.Reschedule(later, Calendar()), by="lena").then_state("4b", "waiting")
    assert next_due(story.release, story.now) == later + QUARTER
    story.strikes(later + QUARTER).then_events(e.MomentCame).then_state("4b", "open")


def whoever_comes_before_the_clock_is_served_at_the_moment() -> None:
    """Between the moment and the next beat of the clock, a signature brings the moment with it."""
    story = live().strikes(live().release.go_live + QUARTER - MINUTE).later(MINUTE)
    story.when(c.Sign("4b", EVIDENCE), by="olaf").then_events(e.MomentCame, e.Signed).then_state("4b", "done")


def a_check_after_a_day_waits_for_what_it_needs_and_for_its_day() -> None:
    story = live().and_given(settled("3b")).strikes(live().release.go_live + QUARTER)
    story = story.and_given(settled("4a")).signs("4b", by="olaf").then_state("4c", "waiting")
    at = story.release.go_live + DAY
    story.signs("4c", by="olaf").then(r.NotYet("4c", at))
    assert story.strikes(at).signs("4c", by="olaf").release.state == "finished"


def eve() -> Story:
    """All is checked, and what the database needs is on record, 17 hours before it may go live, an hour before noon."""
    data = harbour(platforms=False).model_dump(mode="json", exclude_defaults=True, by_alias=True)
    data["phases"][1]["steps"][0]["due"] = "T"
    told = (asked(c.RecordPrevious(key, nothing=True), by="lena") for key in SYSTEMS)
    story = given(Plan.model_validate(data), settled("submit"), *told)
    return story.later(story.release.go_live - 18 * HOUR - story.now).signs("check", by="tina")


def asked_of(story: Story) -> dict[str, tuple[str, ...]]:
    """Who was asked by direct message for what, or reminded of it."""
    return {each.person: each.items for each in story.told if isinstance(each, n.Prompt | n.Reminder)}


def nobody_is_asked_to_go_live_before_the_window_opens() -> None:
    story = eve().then_state("ship/db", "waiting")
    opens = story.release.go_live - HOUR
    assert not asked_of(story)
    story.when(c.Deploy("ship/db", "", "7"), by="dora").then(r.OutsideWindow)
    for moment in (story.now + 5 * HOUR, opens - MINUTE):
        assert not asked_of(story.strikes(moment))
    story = story.strikes(opens).then_state("ship/db", "open").then_state("ship/crane", "waiting")
    assert asked_of(story) == {"dora": ("ship/db",)}
    story.when(c.Deploy("ship/db", "", "7"), by="dora").then_state("ship/db", "done")


def the_lead_who_lets_it_go_at_once_has_it_asked_for_at_once() -> None:
    story = eve().when(c.Override("ship/db", "nobody is there at noon"), by="lena")
    assert asked_of(story.then_state("ship/db", "open")) == {"dora": ("ship/db",)}
    story.when(c.Deploy("ship/db", "", "7"), by="dora").then_state("ship/db", "done")


def a_window_that_is_moved_shuts_what_was_asked_for() -> None:
    story = eve().strikes(eve().release.go_live)
    story = story.when(c.Reschedule(story.now + DAY, Calendar()), by="lena").then_state("ship/db", "waiting")
    assert not asked_of(story.strikes(story.now + 5 * HOUR))
    assert asked_of(story.strikes(story.release.go_live - HOUR)) == {"dora": ("ship/db",)}


def what_is_lacking_is_said_before_its_moment() -> None:
    """It can be given at once, and the window then opens for something that works."""
    story = given(harbour(), settled("submit")).signs("check", by="tina").then_state("ship/db", "blocked")
    story.when(c.Deploy("ship/db", "", "7"), by="dora").then(r.NoRollbackTarget("ship/db", "db"))


def a_failure_that_happened_before_the_window_is_on_record() -> None:
    story = eve().when(c.Deploy("ship/db", "", "7", failed="no disk"), by="dora")
    story.then_events(e.Deployed, e.Blocked).then_state("ship/db", "blocked")


def nobody_is_asked_to_hold_a_meeting_before_it_begins_or_that_was_cancelled() -> None:
    story = meeting(*coming("tina", "olaf")).then_state("hold", "waiting")
    assert not asked_of(story.strikes(AT - MINUTE))
    assert asked_of(story.strikes(AT).then_state("hold", "open")) == {"dora": ("hold",)}
    cancelled = story.when(c.CancelMeeting("ill"), by="dora").then_state("hold", "waiting")
    assert "hold" not in asked_of(cancelled).get("dora", ())
    again = cancelled.when(c.CallMeeting(AT + DAY), by="dora").then_state("hold", "waiting")
    assert not asked_of(again.strikes(AT))


def what_opens_by_itself_is_due_when_it_was_planned_to_be() -> None:
    """A reminder's time is four hours, and the window leaves one: that is the time there is."""
    noon = eve().release.go_live
    opened = eve().strikes(noon - HOUR).then_state("ship/db", "open")
    assert not asked_of(opened.strikes(noon - MINUTE))
    assert asked_of(opened.strikes(noon)) == {"dora": ("ship/db",)}


def a_hotfix_soaks_after_its_own_step() -> None:
    data = launch().model_dump(mode="json", exclude_defaults=True, by_alias=True)
    data["hotfix"]["steps"][-1]["not_before"] = f"10m after {data['hotfix']['steps'][0]['id']}"
    story = given(Plan.model_validate(data), settled("2c"))
    story = story.when(c.OpenHotfix("web", "hotfix/logo", "upside down"), by="lena")
    fix, last = (story.release.hotfixes["H1"].items[at] for at in (0, -1))
    assert story.release.item(last).step.not_before == (f"10m after {fix}",)
    paused = story.when(c.Pause("the lead is away"), by="lena").and_given(settled(fix))
    assert next_due(paused.release, paused.now) == paused.now + 10 * MINUTE  # a pause halts no hotfix
    paused.strikes(paused.now + 10 * MINUTE).then_events(e.MomentCame)


@pytest.mark.parametrize(
    ("early", "late", "code"),
    [
        (("15m after 3x",), "T+24h", "unknown-name"),
        (("15m after 4c",), "T+24h", "cycle"),
        (("T+15m",), "T+26h", "due-too-early"),
        (("T+99999d",), "T+24h", "beyond-time"),
    ],
)
def an_earliest_moment_that_never_comes_is_told_when_the_plan_is_checked(
    early: tuple[str, ...], late: str, code: str
) -> None:
    plan = soaked(early=early, late=late)
    if code == "beyond-time":
        plan = plan.model_copy(update={"go_live": "9990-01-01 12:00"})
    found = check(plan, Calendar(), LONG_AGO)
    assert code in {finding.code for finding in found}
    assert not {finding.code for finding in check(soaked(), Calendar(), LONG_AGO)} & {code}


def a_plan_without_earliest_moments_is_as_it_was() -> None:
    assert given(bakery()).release.layout.timed == ()
