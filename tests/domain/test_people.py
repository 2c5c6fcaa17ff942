"""Who may touch what in the team's own plan (§发布人员; P1-P8)."""

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.events import Assigned
from bot.domain.notices import Vacancy
from bot.domain.plan.check import check
from bot.domain.plan.moments import Calendar
from tests.domain.plans import boying
from tests.domain.story import EVIDENCE, HOUR, LONG_AGO, asked, given, ready_for, up_to

LEAD = "shijiasheng"
OTHERS = ("licuiqi", "chenxiaowen", "fanghao", "fucheng")
DEVELOPERS = {
    "boying-database": "fanghao",
    "boying-user": "chenxiaowen",
    "boying-admin": "licuiqi",
    "boying-web": "fanghao",
    "boying-admin-web": "fucheng",
}
TESTERS = {
    "boying-database": "shijiasheng",
    "boying-user": "fucheng",
    "boying-admin": "fucheng",
    "boying-web": "shijiasheng",
    "boying-admin-web": "chenxiaowen",
}
APPLICATIONS = tuple(key for key in DEVELOPERS if key != "boying-database")
LEADS_ALONE = (
    c.Pause("fire"),
    c.Abort("fire"),
    c.Waive("1a-4", "agreed"),
    c.NameStandIn("fucheng", "licuiqi", LONG_AGO),
    c.Assign("product", ("fucheng",)),
)


@pytest.mark.parametrize("command", LEADS_ALONE, ids=lambda command: type(command).__name__)
def only_the_lead_steers_the_release(command: c.Command) -> None:
    for person in OTHERS:
        given(boying()).when(command, by=person).then(r.LeadOnly((LEAD,)))
    assert given(boying()).confirms(command, by=LEAD).events


def only_the_lead_reschedules_and_resumes() -> None:
    story = given(boying())
    command = c.Reschedule(story.release.go_live + HOUR, Calendar())
    story.when(command, by="licuiqi").then(r.LeadOnly((LEAD,)))
    assert story.when(command, by=LEAD).release.go_live == story.release.go_live + HOUR
    paused = story.and_given(asked(c.Pause("fire"), LEAD))
    paused.when(c.Resume(), by="licuiqi").then(r.LeadOnly((LEAD,)))
    assert paused.when(c.Resume(), by=LEAD).release.state == "running"


def a_stand_in_of_the_lead_signs_for_him_and_leads_once_it_has_begun() -> None:
    story = given(boying(), asked(c.NameStandIn("fucheng", LEAD, LONG_AGO), LEAD), up_to("3b-5"))
    story.then_may_sign("3b-5", LEAD, "fucheng")
    story.when(c.Waive("3b-5", "hurry"), by="fucheng").then_events(e.Waived)
    story.when(c.Waive("3b-5", "hurry"), by="licuiqi").then(r.LeadOnly((LEAD, "fucheng")))


@pytest.mark.parametrize("system", DEVELOPERS)
def only_the_developer_of_a_system_deploys_it_to_the_development_environment(system: str) -> None:
    story = given(boying(), up_to(f"1a-1/{system}")).then_may_sign(f"1a-1/{system}", DEVELOPERS[system])
    for person in {LEAD, *OTHERS} - {DEVELOPERS[system]}:
        story.when(c.Sign(f"1a-1/{system}", EVIDENCE), by=person).then(r.NotYourRole)


@pytest.mark.parametrize("system", APPLICATIONS)
def only_the_tester_of_a_system_deploys_it_to_the_test_environment(system: str) -> None:
    given(boying(), up_to(f"1c/{system}")).then_may_sign(f"1c/{system}", TESTERS[system])


@pytest.mark.parametrize("step", ["2a-1", "3b-3"])
def only_ops_deploys_applications_to_preheat_and_production(step: str) -> None:
    for system in APPLICATIONS:
        story = given(boying(), ready_for(f"{step}/{system}")).then_may_sign(f"{step}/{system}", "licuiqi")
        for person in {LEAD, *OTHERS} - {"licuiqi"}:
            story.when(c.Sign(f"{step}/{system}", EVIDENCE), by=person).then(r.NotYourRole)


@pytest.mark.parametrize("step", ["1a-1", "1c", "2a-1", "3b-2"])
def only_the_dba_operates_the_database_in_every_environment(step: str) -> None:
    item = f"{step}/boying-database"
    story = given(boying(), ready_for(item)).then_may_sign(item, "fanghao")
    assert [slot.role for slot in story.release.item(item).slots] == ["dba"]


def an_empty_role_blocks_its_step_until_the_lead_names_someone() -> None:
    story = given(boying(), up_to("1e")).then_state("1e", "blocked").then_state("2-gate", "waiting")
    story.when(c.Sign("1e", EVIDENCE), by="fucheng").then(r.NobodyHolds("1e", ("business",), (LEAD,)))
    story = story.when(c.Assign("business", (c.Newcomer("U77", "赵敏"),)), by=LEAD).then_events(Assigned)
    story = story.then_state("1e", "open").signs("1e", by="U77").then_state("1e", "open")
    story.signs("1e", by="fucheng").then_state("1e", "done")


def an_empty_role_is_asked_of_the_lead_once_when_its_step_is_reached() -> None:
    others = [f"1d/{system}" for system in TESTERS if system != "boying-admin-web"]
    story = given(boying(), up_to(*others, "1d/boying-admin-web"))
    for key in others:
        story = story.signs(key, by=TESTERS[key.removeprefix("1d/")]).then_state(key, "done")
        assert not [notice for notice in story.told if isinstance(notice, Vacancy)]
    story = story.signs("1d/boying-admin-web", by="chenxiaowen").then_told(Vacancy(person=LEAD, items=("1e",)))
    assert not story.when(c.Note("1e", "who?"), by="fucheng").told


def the_shipped_plan_names_tech_and_development_lead_and_leaves_product_and_business_open() -> None:
    roles = boying().roles
    assert (roles["tech-lead"].people, roles["dev-lead"].people) == (("shijiasheng",), ("chenxiaowen",))
    assert (roles["product"].people, roles["business"].people) == ((), ())


def one_person_holds_several_roles_and_signs_in_the_one_each_item_takes() -> None:
    story = given(boying(), up_to("1a-2/boying-web", "1a-1/boying-web"))
    story = story.when(c.Sign("1a-1/boying-web"), by="fanghao").when(c.Sign("1a-2/boying-web", EVIDENCE), by="fanghao")
    roles = [story.release.records[key].signatures[0].role for key in ("1a-1/boying-database", "1a-1/boying-web")]
    assert roles == ["dba", "developer"]


def nobody_tests_a_system_they_develop_in_the_shipped_plan() -> None:
    for system in boying().systems.values():
        assert system.holders["developer"] != system.holders["tester"]


def every_single_point_is_told_when_the_plan_is_checked() -> None:
    found = check(boying(), Calendar(), LONG_AGO)
    points = {str(finding.path[1]) for finding in found if finding.code == "single-point"}
    assert {"ops", "dba", "lead"} <= points
    assert "tester" not in points


def a_stand_in_signs_in_the_name_of_the_person_and_both_are_on_the_record() -> None:
    story = given(boying(), asked(c.NameStandIn("fucheng", "licuiqi", LONG_AGO), LEAD), up_to("2a-1/boying-user"))
    story = story.when(c.Sign("2a-1/boying-user"), by="fucheng").then_state("2a-1/boying-user", "done")
    signature = story.release.records["2a-1/boying-user"].signatures[0]
    assert (signature.person, signature.instead_of, signature.role) == ("fucheng", "licuiqi", "ops")
