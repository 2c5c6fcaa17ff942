"""Naming people: roles, stand-ins from-to, and whose Slack account is whose (P1, P6, P8)."""

from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.commands import Assign, Link, NameStandIn, Newcomer, Sign, TellAccount, Tick
from bot.domain.events import Assigned, Hindrance, LinkAsked, Linked, StandInBegan, StandInEnded, StandInNamed
from bot.domain.plan import Plan, as_data
from bot.domain.reading.standing import vacancies
from tests.domain.plans import bakery, boying
from tests.domain.story import DAY, HOUR, Fact, asked, given, settled, signed, up_to

OTTOS_ACCOUNT = "U-otto"


def a_role_of_a_system_needs_the_system() -> None:
    given(bakery()).when(Assign("maker", ("otto",)), by="lena").then(r.Lacks("system", "assign maker SYSTEM @user"))


def a_role_is_not_left_without_people_least_of_all_the_lead() -> None:
    for role in ("keeper", "lead"):
        given(bakery()).when(Assign(role, ()), by="lena").then(r.Lacks("person", f"assign {role} @user"))


def a_role_given_to_another_takes_it_from_the_first() -> None:
    story = given(bakery(), up_to("ship/oven"), asked(Assign("keeper", ("otto",)), "lena"))
    story.then_may_sign("ship/oven", "otto").when(Sign("ship/oven"), by="kim").then(r.NotYourRole)


def a_role_of_one_system_is_given_for_that_system_alone() -> None:
    story = given(bakery(), asked(Assign("maker", ("otto",), "oven"), "lena"))
    story.then_may_sign("build/oven", "otto").then_may_sign("build/site", "max")


def a_lead_may_hand_over_and_has_then_no_more_say() -> None:
    story = given(bakery(), asked(Assign("lead", ("otto",)), "lena"))
    story.when(Assign("keeper", ("wim",)), by="lena").then(r.LeadOnly(("otto",)))
    story.when(Assign("keeper", ("wim",)), by="otto").then_events(Assigned)


def a_newcomer_takes_part_from_then_on() -> None:
    story = given(bakery()).when(Sign("write"), by="U9").then(r.Stranger())
    story = story.when(Assign("writer", (Newcomer("U9", "Nina"),)), by="lena")
    assert (story.release.people["U9"].name, story.release.person_of("U9")) == ("Nina", "U9")
    story.when(Sign("write"), by="U9").then_state("write", "done")


def a_newcomer_whose_account_is_known_is_that_very_person() -> None:
    story = given(bakery(), settled("write"), signed("review", "raul"))
    story = story.when(Assign("reviewer", ("rita", Newcomer("U-raul", "R."))), by="lena")
    assert story.release.holders("reviewer", None) == ("rita", "raul")
    assert "U-raul" not in story.release.people
    story.then_may_sign("review", "rita")


def a_stand_in_acts_from_then_and_until_then_and_not_a_moment_longer() -> None:
    base = given(bakery(), up_to("ship/oven"))
    since, until = base.now + HOUR, base.now + DAY
    story = base.when(NameStandIn("otto", "kim", since, until), by="lena").then_events(StandInNamed)
    story.when(Sign("ship/oven"), by="otto").then(r.NotYourRole)
    begun = story.strikes(at=since).then_events(StandInBegan).then_may_sign("ship/oven", "kim", "otto")
    begun.when(Sign("ship/oven"), by="otto").then_state("ship/oven", "done")
    begun.strikes(at=until).then_may_sign("ship/oven", "kim").when(Sign("ship/oven"), by="otto").then(r.NotYourRole)


def a_term_that_is_over_is_gone_and_who_holds_the_role_signs_alone() -> None:
    base = given(bakery(), up_to("bless"), asked(Assign("guest", ("kim",)), "lena"))
    story = base.and_given(asked(NameStandIn("otto", "kim", base.now, base.now + HOUR), "lena"))
    over = story.strikes(at=story.now + HOUR).then_events(StandInEnded)
    assert over.release.stand_ins == ()
    over.then_may_sign("bless", "kim")


def a_stand_in_may_sign_from_the_very_moment_although_the_clock_is_late() -> None:
    base = given(bakery(), up_to("ship/oven"))
    story = base.and_given(asked(NameStandIn("otto", "kim", base.now + HOUR), "lena")).later(HOUR)
    story.when(Sign("ship/oven"), by="otto").then_state("ship/oven", "done")


def a_stand_in_named_from_now_begins_at_once() -> None:
    story = given(bakery())
    story.when(NameStandIn("otto", "kim", story.now), by="lena").then_events(StandInNamed, StandInBegan)


def a_term_named_anew_replaces_the_one_before() -> None:
    base = given(bakery(), up_to("ship/oven"))
    story = base.and_given(asked(NameStandIn("otto", "kim", base.now), "lena"))
    story = story.later(HOUR).and_given(asked(NameStandIn("otto", "kim", base.now, base.now + 2 * HOUR), "lena"))
    story.then_may_sign("ship/oven", "kim", "otto").later(HOUR).then_may_sign("ship/oven", "kim")


def a_term_that_ends_before_it_begins_or_now_is_refused() -> None:
    story = given(bakery())
    now = story.now
    story.when(NameStandIn("otto", "kim", now, now), by="lena").then(r.PastMoment(now, now + DAY, "standin"))
    later = NameStandIn("otto", "kim", now + DAY, now + HOUR)
    story.when(later, by="lena").then(r.PastMoment(now + HOUR, now + 2 * DAY, "standin"))


def nobody_stands_in_for_themselves() -> None:
    story = given(bakery())
    story.when(NameStandIn("kim", "kim", story.now), by="lena").then(r.NoSuchName("person", "kim"))
    story.when(NameStandIn(Newcomer("U-kim", "Kim"), "kim", story.now), by="lena").then(r.NoSuchName("person", "kim"))


def a_stand_in_takes_over_what_the_named_person_holds_for_each_system() -> None:
    base = given(bakery(), settled("build"))
    story = base.and_given(asked(NameStandIn("otto", "tom", base.now), "lena"))
    story.then_may_sign("taste/oven", "tom", "otto").then_may_sign("taste/site", "tom", "otto")


def a_stand_in_of_one_who_lost_the_role_has_lost_it_too() -> None:
    base = given(bakery(), up_to("ship/oven"))
    story = base.and_given(
        asked(NameStandIn("otto", "kim", base.now), "lena"), asked(Assign("keeper", ("wim",)), "lena")
    )
    story.then_may_sign("ship/oven", "wim").when(Sign("ship/oven"), by="otto").then(r.NotYourRole)


def a_stranger_links_their_account_by_the_address_of_the_plan() -> None:
    unlinked = given(bakery()).and_given(
        lambda _, now: (Linked(at=now, by="lena", via="slash", person="otto", to="U0"),)
    )
    free = unlinked.and_given(lambda _, now: (Linked(at=now, by="lena", via="slash", person="wim", to="U0"),))
    assert "otto" not in free.release.links
    story = free.when(Link("otto", "U-stranger", "Otto@bakery.example"), by="").then_events(Linked)
    assert story.release.person_of("U-stranger") == "otto"


def an_address_that_only_resembles_links_nothing() -> None:
    unlinked = given(bakery()).and_given(
        lambda _, now: (Linked(at=now, by="lena", via="slash", person="wim", to=OTTOS_ACCOUNT),)
    )
    for email in ("otto@bakery.example.org", "0tto@bakery.example", ""):
        unlinked.when(Link("otto", "U-stranger", email), by="").then(r.Stranger())


def an_account_is_not_linked_for_somebody_else() -> None:
    given(bakery()).when(Link("otto", "U5", "otto@bakery.example"), by="wim").then(r.NotLinked("otto", ("lena",)))


def a_link_that_stands_is_moved_by_nobody_alone() -> None:
    story = given(bakery())
    story.when(Link("otto", "U-stranger", "otto@bakery.example"), by="").then(r.LinkHeld("otto", ("lena",)))
    asked_for = story.when(Link("otto", "U-stranger"), by="lena").then_events(LinkAsked)
    asked_for.when(Link("otto", "U-stranger"), by="lena").then(r.LinkWaits("otto", "U-stranger"))
    asked_for.when(Link("otto", "U-stranger"), by="").then(r.Stranger())  # an accomplice is not the person
    asked_for.when(Link("otto", "U-stranger"), by="wim").then(r.NotLinked)
    moved = asked_for.when(Link("otto", "U-stranger"), by="otto").then_events(Linked)
    assert (moved.release.person_of("U-stranger"), moved.release.person_of(OTTOS_ACCOUNT)) == ("otto", "")
    moved.then_told(
        *(n.LinkTold(account=to, who="otto", to="U-stranger", by="otto") for to in ("", "U-stranger", OTTOS_ACCOUNT))
    )
    second = asked_for.and_given(asked(Assign("lead", ("lena", "kim")), "lena"))
    second.when(Link("otto", "U-stranger"), by="kim").then_events(Linked)


def a_lead_who_takes_a_colleagues_name_is_refused_and_the_colleague_is_asked_for_any_other_account() -> None:
    story = given(bakery())
    story.when(Link("otto", "U-lena"), by="lena").then(r.LinkTaken("lena", "U-lena"))
    story.when(Link("otto", "U9"), by="lena").then_told(n.LinkWanted(person="otto", who="otto", to="U9", by="lena"))


def a_lead_gives_their_own_name_away_to_an_account_that_says_so_itself() -> None:
    story = given(bakery()).when(Link("lena", "U-stranger"), by="lena").then_events(LinkAsked)
    story.then_told(n.LinkWanted(account="U-stranger", who="lena", to="U-stranger", by="lena"))
    story.when(Link("lena", "U-stranger"), by="").then_events(Linked)


def one_who_was_never_linked_is_linked_by_the_lead_and_the_account_itself() -> None:
    story = given(bakery()).and_given(free_of("otto"))
    asked_for = story.when(Link("otto", "U-stranger"), by="lena").then_events(LinkAsked)
    asked_for.then_told(n.LinkWanted(account="U-stranger", who="otto", to="U-stranger", by="lena"))
    asked_for.when(Link("otto", "U-stranger"), by="").then_events(Linked)
    asked_for.when(Link("wim", "U-stranger"), by="").then(r.Stranger())


def a_wish_of_one_who_no_longer_leads_gives_no_word() -> None:
    story = given(bakery()).and_given(free_of("otto")).when(Link("otto", "U-stranger"), by="lena")
    story = story.and_given(asked(Assign("lead", ("kim",)), "lena"))
    story.when(Link("otto", "U-stranger"), by="").then(r.Stranger())


def a_new_account_with_the_address_takes_over_once_the_old_one_is_switched_off() -> None:
    taken_over = Link("otto", "U-stranger", "otto@bakery.example")
    for why in ("guest", "elsewhere"):
        story = given(bakery(), told("otto", why)).when(taken_over, by="").then(r.LinkHeld)
        assert story.release.person_of("U-stranger") == ""
    story = given(bakery(), told("otto", "gone")).when(taken_over, by="").then_events(Linked)
    assert story.release.takes_part("otto")


def free_of(person: str) -> Fact:
    """Nobody's account is this person's: theirs has become another's, who was linked by an older version."""
    return lambda release, now: (Linked(at=now, by="lena", via="slash", person="wim", to=release.links[person]),)


def told(person: str, why: Hindrance | None) -> Fact:
    """Slack says so of the person's account."""
    return asked(TellAccount(person, f"U-{person}", why), "", via="clock")


def a_link_that_is_there_already_is_told() -> None:
    given(bakery()).when(Link("otto", OTTOS_ACCOUNT), by="lena").then(r.LinkTaken("otto", OTTOS_ACCOUNT))


def an_account_that_acts_as_a_newcomer_is_not_given_a_second_name() -> None:
    story = given(bakery(), asked(Assign("writer", (Newcomer("U9", "Nina"),)), "lena"))
    story.when(Link("otto", "U9"), by="lena").then(r.LinkTaken("U9", "U9"))


def the_clock_begins_each_term_once() -> None:
    base = given(bakery())
    story = base.and_given(asked(NameStandIn("otto", "kim", base.now + HOUR), "lena")).strikes(at=base.now + HOUR)
    story.then_events(StandInBegan).later(HOUR).when(Tick()).then_events()


def a_step_whose_mail_nobody_would_get_waits_for_a_name_before_it_is_signed() -> None:
    data = as_data(bakery())
    data["phases"][0]["steps"][0]["mail"] = {"to": ["keeper", "guest"], "subject": "It is written"}
    base = given(Plan.model_validate(data)).then_state("write", "blocked")
    assert vacancies(base.release) == (("guest", None),)
    base.when(Sign("write"), by="wim").then(r.NobodyHolds("write", ("guest",), ("lena",)))
    named = base.when(Assign("guest", ("otto",)), by="lena").then_state("write", "open")
    assert named.when(Sign("write"), by="wim").release.mails["M1"].to == ("kim", "otto")


def what_only_the_meeting_or_a_mail_needs_is_vacant_from_the_start() -> None:
    assert vacancies(given(boying()).release) == (("product", None), ("business", None))
