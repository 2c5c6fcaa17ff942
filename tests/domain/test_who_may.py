"""Who may act and who is asked: accounts that may not, people who are away, and a lead who leaves (P1, P8)."""

from collections.abc import Iterator

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.events import Hindrance
from bot.domain.plan.moments import Calendar
from bot.domain.reading.standing import asked_to_sign, whose_turn
from bot.speech import status
from bot.speech.voice import Voice
from tests.domain.plans import bakery
from tests.domain.story import DAY, EVIDENCE, HOUR, Fact, Story, asked, given, settled, up_to
from tests.domain.workshop import reported, workshop

EN = Voice("en", zone="Europe/Berlin")
WHYS: tuple[Hindrance, ...] = ("gone", "guest", "elsewhere")
whatever_the_hindrance = pytest.mark.parametrize("why", WHYS)


def told(person: str, why: Hindrance | None) -> Fact:
    """Slack says so of the person's account."""
    return asked(c.TellAccount(person, f"U-{person}", why), "", via="clock")


def away(person: str, by: str) -> Fact:
    """Somebody stands in for this person from now on."""
    return lambda release, now: asked(c.NameStandIn(by, person, now), release.leads[0])(release, now)


def people_told(story: Story) -> Iterator[str]:
    return filter(None, (getattr(notice, "person", "") for notice in story.told))


@whatever_the_hindrance
def whoever_may_not_act_signs_nothing_and_is_given_nothing(why: Hindrance) -> None:
    story = given(bakery(), up_to("ship/oven"), told("kim", why))
    story.when(c.Sign("ship/oven"), by="kim").then(r.MayNotAct("kim", why))
    story.when(c.Sign("ship/oven"), by="kim", via="cli").then(r.MayNotAct("kim", why))
    story.when(c.Assign("guest", ("otto", "kim")), by="lena").then(r.MayNotAct("kim", why))
    story.when(c.NameStandIn("kim", "wim", story.now), by="lena").then(r.MayNotAct("kim", why))
    story.when(c.NameStandIn("otto", "kim", story.now), by="lena").then_may_sign("ship/oven", "otto")


@whatever_the_hindrance
def the_lead_is_told_once_and_with_all_that_they_hold(why: Hindrance) -> None:
    story = given(bakery(), up_to("ship/oven")).when(c.TellAccount("kim", "U-kim", why))
    story.then_told(n.MayNotAct(person="lena", who="kim", why=why)).then_state("ship/oven", "blocked")
    story.when(c.TellAccount("kim", "U-kim", why)).then_events()
    story.when(c.Sign("ship/oven"), by="otto").then(r.NobodyHolds)


def whoever_may_act_again_is_asked_again() -> None:
    story = given(bakery(), up_to("ship/oven"), told("kim", "gone")).when(c.TellAccount("kim", "U-kim", None))
    story.then_told(n.Prompt(person="kim", items=("ship/oven",))).then_may_sign("ship/oven", "kim")


def what_is_said_of_an_account_that_is_not_theirs_any_more_changes_nothing() -> None:
    given(bakery()).when(c.TellAccount("kim", "U-former", "gone")).then_events()


def a_bug_is_not_shown_to_one_who_became_a_guest() -> None:
    story = given(workshop(), told("dora", "guest")).and_given(reported("A"))
    assert "dora" not in set(people_told(story.when(c.GradeBug("B1", "B", "less"), by="tina")))
    for step in (c.ReportBug("A", "web", "a hole"), c.ReportBug("A", "api", "another")):
        assert "dora" not in set(people_told(story.when(step, by="tina")))


def a_mail_goes_to_nobody_who_may_not_act() -> None:
    story = given(bakery(), told("wim", "guest"))
    assert story.release.holders("writer", None) == ("rosa",)
    assert story.release.named("writer", None) == ("wim", "rosa")


def whoever_is_away_may_sign_and_is_not_asked() -> None:
    story = given(bakery(), away("kim", "otto")).and_given(up_to("ship/oven"))
    story.then_may_sign("ship/oven", "kim", "otto")
    assert asked_to_sign(story.release, "ship/oven", story.now) == ("otto",)
    turn = "\n".join(status.who_is_next(EN, story.release, "", story.now))
    assert ("Otto" in turn, "Kim" in turn) == (True, False)
    reminded = given(bakery(), settled("build"), away("tom", "otto")).strikes(at=story.release.go_live)
    assert "tom" not in {event.person for event in reminded.events if isinstance(event, e.Reminded)}
    assert "tom" not in set(people_told(reminded))
    assert set(whose_turn(story.release, story.release.item("close"), story.now)) == {"lena", "otto"}


def one_whose_stand_in_may_not_sign_it_is_asked_all_the_same() -> None:
    story = given(bakery()).when(c.Sign("write"), by="wim").and_given(away("raul", "wim"))
    assert asked_to_sign(story.release, "audit", story.now) == ("rosa", "raul", "rita")  # nobody reviews their own work


def two_who_stand_in_for_each_other_are_both_asked() -> None:
    story = given(bakery(), up_to("ship/oven"), asked(c.Assign("keeper", ("kim", "otto")), "lena"))
    story = story.and_given(away("kim", "otto"), away("otto", "kim"))
    assert asked_to_sign(story.release, "ship/oven", story.now) == ("kim", "otto")


def what_is_told_one_who_is_away_is_told_the_stand_in() -> None:
    story = given(bakery(), away("lena", "otto")).when(c.Block("write", "no flour"), by="kim")
    story.then_told(n.Obstacle(person="", item="write"), n.Obstacle(person="otto", item="write"))


def whoever_is_represented_is_told_by_whom_and_what_was_signed_meanwhile() -> None:
    story = given(bakery(), up_to("ship/oven"))
    named = story.when(c.NameStandIn("otto", "kim", story.now, story.now + DAY), by="lena")
    assert n.Represented(person="kim", by="otto", since=story.now, until=story.now + DAY) in named.told
    signed = named.when(c.Sign("ship/oven"), by="otto").later(HOUR)
    over = signed.when(c.EndStandIn(), by="kim").then_events(e.StandInEnded)
    over.then_told(
        n.HandedBack(person="otto", instead_of="kim"),
        n.Return(person="kim", by="otto", since=story.now, items=("ship/oven",)),
        n.Prompt(person="kim", items=("ship/site",)),
    )
    over.when(c.Sign("ship/site"), by="otto").then(r.NotYourRole)


def a_stand_in_is_ended_by_the_two_and_by_the_lead() -> None:
    story = given(bakery(), away("kim", "otto"))
    story.when(c.EndStandIn("otto", "kim"), by="wim").then(r.NotYourStandIn("otto", "kim", ("lena",)))
    story.when(c.EndStandIn(), by="wim").then(r.NoStandIn((("otto", "kim"),)))
    for by, command in (("otto", c.EndStandIn()), ("kim", c.EndStandIn("otto")), ("lena", c.EndStandIn("", "kim"))):
        assert story.when(command, by=by).then_events(e.StandInEnded).release.stand_ins == ()


def a_stand_in_of_the_lead_leads() -> None:
    story = given(bakery(), away("lena", "otto"), told("lena", "gone"))
    assert story.release.leads == ("otto",)
    story = story.when(c.Assign("guest", ("wim",)), by="otto").then_events(e.Assigned)
    paused = story.when(c.Pause("x"), by="otto")
    paused.when(c.Resume(), by="otto").then_events(e.Resumed)
    story.when(c.Reschedule(story.now + DAY, Calendar()), by="otto").then_events(e.Rescheduled)


def a_stand_in_begins_in_a_pause_too() -> None:
    story = given(bakery())
    story = story.when(c.NameStandIn("otto", "lena", story.now + HOUR), by="lena").when(c.Pause("x"), by="lena")
    story = story.strikes(at=story.now + HOUR).then_events(e.StandInBegan)
    story.when(c.Resume(), by="otto").then_events(e.Resumed)


def the_operator_names_a_lead_and_does_nothing_else() -> None:
    story = given(bakery()).when(c.TellAccount("lena", "U-lena", "gone"))
    story.then_told(n.Leaderless())
    operator = c.Actor("", "", "cli")
    named = story.asks(c.Assign("lead", ("kim",)), operator)
    named.then_told(n.LeadNamed(people=("kim",), by=""), n.Appointed(person="kim", role="lead"))
    named.when(c.Pause(), by="kim").then_events(e.Paused)
    for command in (c.Assign("guest", ("kim",)), c.Pause(), c.Sign("write", EVIDENCE), c.Link("kim", "U9")):
        story.asks(command, operator).then(r.OperatorNamesLead("lead"))
    story.asks(c.Assign("lead", ("lena",)), operator).then(r.MayNotAct("lena", "gone"))
