"""Time: go-live on the plan's wall, one reminder before, overdue once, the lead told, and nothing twice (T1-T3, U3)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain import notices as n
from bot.domain.commands import Assign, Block, NameStandIn, Pause, Reschedule, Resume, Sign, Waive, Watch, Withdraw
from bot.domain.events import Escalated, Reminded, StandInBegan, Waived
from bot.domain.plan import Plan
from bot.domain.plan.check import check
from bot.domain.plan.moments import Calendar
from bot.domain.reading.reminding import next_due
from tests.domain.plans import bakery, boying
from tests.domain.story import (
    DAY,
    EVIDENCE,
    HOUR,
    LONG_AGO,
    MINUTE,
    Story,
    asked,
    everything,
    given,
    ready_for,
    settled,
    signed,
    up_to,
)

GO_LIVE = datetime(2026, 12, 1, 11, tzinfo=UTC)  # 12:00 in Berlin
TASTE = GO_LIVE - DAY
SOON = TASTE - 4 * HOUR
HOLIDAY = Calendar(off={date(2021, 6, 14): "端午节"})


def tasting() -> Story:
    return given(bakery(), settled("build"))


def the_planned_go_live_is_noon_in_shanghai() -> None:
    story = given(boying())
    assert (boying().go_live, boying().zone) == ("2021-06-14 12:00", "Asia/Shanghai")
    assert story.release.go_live == datetime(2021, 6, 14, 4, tzinfo=UTC)


def a_moment_follows_the_wall_over_a_change_of_summer_time() -> None:
    data = bakery().model_dump(mode="json", exclude_defaults=True) | {"go_live": "2026-10-26 12:00"}
    release = given(type(bakery()).model_validate(data)).release
    assert release.due("taste/oven") == datetime(2026, 10, 25, 11, tzinfo=UTC)
    early = data | {"go_live": "2026-10-25 12:00"}
    assert given(type(bakery()).model_validate(early)).release.due("taste/oven") == datetime(
        2026, 10, 24, 10, tzinfo=UTC
    )


def a_moment_in_working_days_leaves_out_the_holiday() -> None:
    story = given(boying())
    moved = story.when(Reschedule(datetime(2021, 6, 15, 4, tzinfo=UTC), HOLIDAY), by="shijiasheng")
    assert moved.release.due("3a-1") == datetime(
        2021, 6, 11, 2, tzinfo=UTC
    )  # the Friday before, not the holiday Monday


def the_check_tells_the_holiday_and_the_lunchtime_and_refuses_nothing() -> None:
    found = {f.code: f.severity for f in check(boying(), HOLIDAY, LONG_AGO)}
    assert (found["holiday"], found["lunchtime"]) == ("warning", "warning")
    assert "error" not in found.values()


def nothing_goes_live_before_every_check_has_passed() -> None:
    layout = given(boying()).release.layout
    items = layout.items
    checks = list(items)[: list(items).index("3b-2/boying-database")]
    votes = {key: [signed(key, "shijiasheng", slot.role) for slot in items[key].slots] for key in checks}
    passed = given(boying(), *(vote for key in checks for vote in votes[key]))
    passed.and_given(ready_for("3b-2/boying-database")).then_state("3b-2/boying-database", "open")
    for missing in checks:
        lacking = {missing, *layout.downstream(missing)}
        story = given(boying(), *(vote for key in checks if key not in lacking for vote in votes[key]))
        for key, item in items.items():
            if item.step.deploys == "production":
                story.then_state(key, "waiting")


def an_override_is_on_the_record_for_ever() -> None:
    story = given(boying(), up_to("1e")).when(Waive("1e", "no business people this time"), by="shijiasheng")
    story = story.and_given(everything())
    assert story.release.state == "finished"
    waiver = story.release.records["1e"].waiver
    assert waiver is not None
    assert (waiver.person, waiver.reason) == ("shijiasheng", "no business people this time")
    assert [e.item for e in story.history if isinstance(e, Waived)] == ["1e"]


def a_person_is_reminded_once_before_and_told_once_when_overdue() -> None:
    story = tasting().strikes(at=SOON - MINUTE).then_events()
    story = story.strikes(at=SOON).then_events(Reminded)
    story.then_told(n.Reminder(person="tom", matter="soon", items=("taste/oven", "taste/site")))
    story = story.strikes(at=SOON + HOUR).then_events().strikes(at=TASTE).then_events(Reminded, Escalated)
    both = ("taste/oven", "taste/site")
    story.then_told(
        n.Reminder(person="tom", matter="overdue", items=both),
        n.Escalation(person="", items=both),
        n.Escalation(person="lena", items=both),
    )
    story.strikes(at=TASTE + DAY).then_events()


def only_those_whose_turn_it_is_are_reminded() -> None:
    story = given(bakery()).strikes(at=TASTE + HOUR)
    assert not [event for event in story.events if isinstance(event, Reminded)]


def a_person_who_signed_is_not_reminded() -> None:
    story = tasting().and_given(asked(Sign("taste/oven", EVIDENCE), "tom")).strikes(at=SOON)
    story.then_told(n.Reminder(person="tom", matter="soon", items=("taste/site",)))


def a_watch_holds_the_reminder_back() -> None:
    story = tasting().strikes(at=SOON - MINUTE).when(Watch("taste/oven"), by="tom").when(Watch("taste/site"), by="tom")
    story = story.strikes(at=SOON).then_events()
    held = SOON - MINUTE + 2 * HOUR
    assert next_due(story.release, story.now) == held
    story.strikes(at=held).then_events(Reminded)


def a_watch_of_one_does_not_silence_another() -> None:
    story = tasting()
    story = story.and_given(asked(NameStandIn("otto", "tom", story.now), "lena")).strikes(at=SOON - MINUTE)
    story = story.when(Watch("taste/oven"), by="tom").when(Watch("taste/site"), by="tom").strikes(at=SOON)
    story.then_told(n.Reminder(person="otto", matter="soon", items=("taste/oven", "taste/site")))


def a_watch_does_not_hold_back_that_it_is_overdue() -> None:
    story = tasting().strikes(at=TASTE - MINUTE).when(Watch("taste/oven"), by="tom").strikes(at=TASTE)
    assert ("tom", "overdue") in [(e.person, e.matter) for e in story.events if isinstance(e, Reminded)]


def an_item_that_opens_late_gives_its_people_the_usual_time() -> None:
    story = given(bakery()).strikes(at=TASTE + HOUR).and_given(settled("build"))
    assert next_due(story.release, story.now) == TASTE + 5 * HOUR
    story.strikes(at=TASTE + 5 * HOUR).then_events(Reminded, Escalated)


def a_blocked_item_that_is_overdue_reaches_the_lead_and_nobody_else() -> None:
    story = tasting().and_given(asked(Block("taste/oven", "no spoons"), "tom"), asked(Block("taste/site", "x"), "tom"))
    story.strikes(at=TASTE).then_events(Escalated)


def a_clock_that_was_down_tells_once_and_says_that_it_is_late() -> None:
    story = tasting().strikes(at=TASTE + 2 * DAY).then_events(Reminded, Escalated)
    assert [event.late for event in story.events if isinstance(event, Reminded | Escalated)] == [True, True]
    story.strikes(at=TASTE + 3 * DAY).then_events()


def a_clock_that_is_a_minute_off_is_not_late() -> None:
    story = tasting().strikes(at=TASTE + MINUTE)
    assert not any(event.late for event in story.events if isinstance(event, Reminded | Escalated))


def no_reminders_are_sent_while_the_release_is_paused() -> None:
    story = tasting().and_given(asked(Pause(), "lena"))
    assert next_due(story.release, story.now) is None
    story.strikes(at=TASTE).then_events()
    story.strikes(at=TASTE).when(Resume(), by="lena").strikes(at=TASTE + MINUTE).then_events(Reminded, Escalated)


def a_new_date_moves_the_reminders() -> None:
    story = tasting().strikes(at=SOON).when(Reschedule(GO_LIVE + DAY, Calendar()), by="lena")
    story.strikes(at=TASTE).then_events().strikes(at=SOON + DAY).then_events(Reminded)


def an_item_opened_anew_is_reminded_anew() -> None:
    story = tasting().strikes(at=TASTE).later(MINUTE)
    story = story.confirms(Withdraw("build/oven"), by="mia").when(Sign("build/oven"), by="mia")
    story = story.strikes(at=TASTE + 5 * HOUR)
    assert [e.items for e in story.events if isinstance(e, Reminded)] == [("taste/oven",)]


def a_person_named_later_is_reminded_too() -> None:
    story = tasting().strikes(at=SOON).when(Assign("tester", ("otto",), "oven"), by="lena").strikes(at=SOON + MINUTE)
    assert [(e.person, e.items) for e in story.events if isinstance(e, Reminded)] == [("otto", ("taste/oven",))]


def a_stand_in_of_two_people_begins_twice_and_is_told_by_name() -> None:
    base = given(bakery(), settled("build"))
    named = (asked(NameStandIn("otto", who, base.now + HOUR), "lena") for who in ("tom", "kim"))
    story = base.and_given(*named).strikes(at=base.now + HOUR).then_events(StandInBegan, StandInBegan)
    assert {notice.instead_of for notice in story.told if isinstance(notice, n.Appointed)} == {"tom", "kim"}


@pytest.mark.parametrize("plan", [bakery(), boying()], ids=lambda plan: plan.id)
def nothing_more_is_due_when_the_release_is_over(plan: Plan) -> None:
    story = given(plan, everything())
    assert next_due(story.release, story.now + timedelta(days=400)) is None
