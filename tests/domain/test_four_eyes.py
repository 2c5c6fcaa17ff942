"""Nobody reviews or tests their own work, whichever comes first and whatever names are given to it later (P7)."""

import pytest

from bot.domain import refusals as r
from bot.domain.commands import Assign, NameStandIn, Sign, Withdraw
from bot.domain.events import Assigned, Signed
from bot.domain.plan import Plan, as_data
from tests.domain.plans import bakery, boying
from tests.domain.story import EVIDENCE, LONG_AGO, Fact, asked, given, settled, signed, up_to


def stand_in(person: str, instead_of: str) -> Fact:
    return asked(NameStandIn(person, instead_of, LONG_AGO), "lena")


def an_author_may_not_review_and_is_told_who_may() -> None:
    story = given(bakery(), signed("write", "rosa")).then_may_sign("review", "raul", "rita")
    story.when(Sign("review"), by="rosa").then(r.FourEyes("review", "step", "write", ("raul", "rita")))


def a_reviewer_may_not_write_afterwards_what_she_reviewed() -> None:
    story = given(bakery(), signed("audit", "rosa"))
    story.when(Sign("write"), by="rosa").then(r.FourEyes("write", "step", "audit", ("wim",)))


def a_slot_for_two_and_an_author_among_three_leaves_exactly_the_others() -> None:
    story = given(bakery(), signed("write", "rosa"), signed("review", "raul")).then_may_sign("review", "rita")
    story.when(Sign("review"), by="rosa").then(r.FourEyes)
    story.when(Sign("review"), by="rita").then_state("review", "done")


def the_only_reviewers_being_the_author_asks_the_lead_for_another() -> None:
    story = given(bakery(), asked(Assign("reviewer", ("rosa",)), "lena"), signed("write", "rosa"))
    story.then_state("audit", "blocked").when(Sign("audit"), by="rosa").then(
        r.NobodyHolds("audit", ("reviewer",), ("lena",))
    )


@pytest.mark.parametrize(("role", "person", "other"), [("tester", "mia", "maker"), ("maker", "tom", "tester")])
def nobody_is_named_tester_and_maker_of_one_system(role: str, person: str, other: str) -> None:
    story = given(bakery()).when(Assign(role, (person,), "oven"), by="lena")
    assert isinstance(story.decision, r.HeldApart)
    assert (story.decision.system, story.decision.other) == ("oven", other)


def a_maker_of_one_system_may_test_another() -> None:
    story = given(bakery(), asked(Assign("tester", ("mia",), "site"), "lena"), settled("build"))
    story.then_may_sign("taste/site", "mia").when(Sign("taste/site", EVIDENCE), by="mia").then_state(
        "taste/site", "done"
    )


def with_a_pool_of_tasters(*people: str) -> Plan:
    """The bakery, where any of these may taste any system but their own."""
    data = as_data(bakery())
    data["roles"]["tester"] = {"name": "tester", "people": list(people), "never_with": ["maker"]}
    for system in data["systems"].values():
        del system["holders"]["tester"]
    return Plan.model_validate(data)


def a_maker_among_the_tasters_still_makes_but_does_not_taste_her_own() -> None:
    story = given(with_a_pool_of_tasters("mia", "tom")).then_may_sign("build/oven", "mia")
    story.when(Sign("build/oven"), by="mia").then_state("build/oven", "done")
    given(with_a_pool_of_tasters("mia", "tom"), settled("build")).then_may_sign("taste/oven", "tom")


def a_tester_cannot_sign_for_the_system_she_developed() -> None:
    story = given(boying()).when(Assign("tester", ("chenxiaowen",), "boying-user"), by="shijiasheng")
    story.then(r.HeldApart("boying-user", "developer", ("shijiasheng", "fucheng")))


def a_new_name_for_the_maker_does_not_let_the_old_one_test_his_own_work() -> None:
    story = given(bakery(), signed("build/oven", "mia"), asked(Assign("maker", ("otto",), "oven"), "lena"))
    story.when(Assign("tester", ("mia",), "oven"), by="lena").then(r.HeldApart)


def a_pool_of_testers_in_which_the_maker_is_lets_only_the_others_test() -> None:
    story = given(bakery(), settled("build")).and_given(
        lambda _, now: (Assigned(at=now, by="lena", via="slash", role="tester", system="oven", people=("mia", "tom")),)
    )
    story.then_may_sign("taste/oven", "tom").when(Sign("taste/oven", EVIDENCE), by="mia").then(
        r.FourEyes("taste/oven", "role", "maker", ("tom",))
    )


def a_stand_in_for_the_maker_may_not_stand_in_for_the_tester_too() -> None:
    both = given(bakery(), stand_in("otto", "mia"), stand_in("otto", "tom"))
    story = both.when(Sign("build/oven"), by="otto").then_events(Signed).then_may_sign("taste/oven", "tom")
    story.when(Sign("taste/oven", EVIDENCE), by="otto").then(r.FourEyes("taste/oven", "role", "maker", ("tom",)))


def a_maker_may_not_stand_in_for_the_tester_of_her_own_system() -> None:
    story = given(bakery(), settled("build"), stand_in("mia", "tom")).then_may_sign("taste/oven", "tom")
    story.when(Sign("taste/oven", EVIDENCE), by="mia").then(r.FourEyes("taste/oven", "role", "maker", ("tom",)))


def a_stand_in_who_wrote_for_another_may_not_review_it_nor_may_the_other() -> None:
    story = given(bakery(), stand_in("raul", "wim"), signed("write", "raul", instead_of="wim"))
    story.when(Sign("review"), by="raul").then(r.FourEyes("review", "step", "write", ("rosa", "rita")))
    named = story.and_given(asked(Assign("reviewer", ("wim", "rita")), "lena"))
    named.then_may_sign("review", "rita").when(Sign("review"), by="wim").then(r.FourEyes)


def nobody_votes_as_oneself_and_as_a_stand_in() -> None:
    story = given(bakery(), settled("write"), stand_in("raul", "rita"), signed("review", "raul"))
    story.then_may_sign("review", "rosa", "rita")
    story.when(Sign("review"), by="raul").then(r.AlreadyDone)
    story.when(Sign("review"), by="rita").then_state("review", "done")


def nobody_votes_beside_the_stand_in_who_voted_for_them() -> None:
    story = given(bakery(), settled("write"), stand_in("otto", "rita"))
    story = story.when(Sign("review"), by="otto").then_may_sign("review", "rosa", "raul")
    story.when(Sign("review"), by="rita").then(r.AlreadyDone)


def two_stand_ins_of_one_person_have_one_vote_between_them() -> None:
    story = given(bakery(), settled("write"), stand_in("otto", "rita"), stand_in("kim", "rita"))
    story.when(Sign("review"), by="otto").when(Sign("review"), by="kim").then(r.AlreadyDone)


def a_stand_in_of_a_stand_in_has_no_vote() -> None:
    story = given(bakery(), stand_in("otto", "kim"), stand_in("mia", "otto"), up_to("ship/oven"))
    story.then_may_sign("ship/oven", "kim", "otto").when(Sign("ship/oven"), by="mia").then(r.NotYourRole)


def a_lead_who_tests_signs_as_tester_like_anybody_else() -> None:
    story = given(boying(), up_to("1b/boying-web"))
    story.signs("1b/boying-web", by="shijiasheng").then_state("1b/boying-web", "done")
    story.when(Sign("1b/boying-user", EVIDENCE), by="shijiasheng").then(r.NotYourRole)


def the_author_of_the_go_live_plan_does_not_review_it() -> None:
    story = given(
        boying(), asked(Assign("tech-lead", ("fanghao", "shijiasheng")), "shijiasheng"), signed("1a-4", "fanghao")
    )
    story.when(Sign("1a-5"), by="fanghao").then(r.FourEyes("1a-5", "step", "1a-4", ("shijiasheng",)))


def a_signature_stays_when_its_role_is_given_to_another() -> None:
    story = given(bakery(), settled("build"), asked(Assign("maker", ("otto",), "oven"), "lena"))
    story.then_state("build/oven", "done").then_state("taste/oven", "open")


def a_vote_taken_back_frees_the_eyes_again() -> None:
    story = given(bakery(), signed("audit", "rosa"), asked(Withdraw("audit"), "rosa"))
    story.when(Sign("write"), by="rosa").then_state("write", "done").then_may_sign("audit", "raul", "rita")


def nobody_votes_as_a_stand_in_and_then_as_oneself() -> None:
    story = given(bakery(), settled("write"), stand_in("otto", "rita")).when(Sign("review"), by="otto")
    story = story.and_given(asked(Assign("reviewer", ("otto", "rita", "raul")), "lena")).then_may_sign("review", "raul")
    story.when(Sign("review"), by="otto").then(r.AlreadyDone)


def the_last_free_eyes_spent_on_making_leave_the_tasting_to_the_lead() -> None:
    data = as_data(bakery())
    taste = next(step for step in data["phases"][0]["steps"] if step["id"] == "taste")
    taste |= {"needs": [], "not_by": ["write"]}
    named = asked(Assign("writer", ("tom",)), "lena")
    story = given(
        Plan.model_validate(data), named, signed("write", "tom"), stand_in("otto", "tom"), stand_in("otto", "mia")
    )
    story.then_may_sign("taste/oven", "otto").when(Sign("build/oven"), by="otto").then_state("taste/oven", "blocked")
