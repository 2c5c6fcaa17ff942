"""The plan table: what is deployed after what, in every environment, and what a failure carries with it (S1-S4)."""

import pytest

from bot.domain import refusals as r
from bot.domain.commands import RecordPrevious, Sign, Withdraw
from bot.domain.events import DeploymentWithdrawn, Reopened, Withdrawn
from bot.domain.plan import Plan, as_data
from bot.domain.plan.check import check
from bot.domain.plan.layout import lay_out
from bot.domain.plan.moments import Calendar
from bot.domain.state.going_live import Previous
from tests.domain.plans import boying
from tests.domain.story import EVIDENCE, LONG_AGO, given, ready_for, settled, up_to

TABLE = (  # order, name, version, needs, branch, developer, tester: as in §发布计划表
    (1, "boying database", "Release 1.0.0", (), None, "方浩", "石稼晟"),
    (2, "boying-user", "1.0-SNAPSHOT", ("boying database",), "master", "陈晓雯", "付诚"),
    (3, "boying-admin", "1.0-SNAPSHOT", ("boying database",), "master", "李翠琪", "付诚"),
    (4, "boying-web", "v1.0.0", ("boying-user",), "master", "方浩", "石稼晟"),
    (5, "boying-admin-web", "v1.0.0", ("boying-admin",), "master", "付诚", "陈晓雯"),
)
DEPLOYED = {  # environment: the steps that deploy there
    "development": ("1a-1",),
    "test": ("1c",),
    "preheat": ("2a-1",),
    "production": ("3b-2", "3b-3"),
}


def the_five_systems_are_those_of_the_table() -> None:
    plan = boying()
    rows = tuple(
        (
            system.order,
            system.name,
            system.version,
            tuple(plan.systems[need].name for need in system.needs),
            system.branch,
            plan.people[system.holders["developer"]].name,
            plan.people[system.holders["tester"]].name,
        )
        for system in plan.systems.values()
    )
    assert rows == TABLE


@pytest.mark.parametrize("environment", DEPLOYED)
def a_system_opens_for_an_environment_when_what_it_depends_on_is_there(environment: str) -> None:
    layout, plan = lay_out(boying()), boying()
    steps = tuple(step.id for step in plan.steps.values() if step.deploys == environment)
    assert steps == DEPLOYED[environment]
    item_of = {layout.items[key].system: key for step in steps for key in layout.of_step[step]}
    for name, system in plan.systems.items():
        for need in system.needs:
            assert item_of[need] in layout.items[item_of[name]].needs


def a_frontend_waits_for_its_own_backend_and_not_for_the_other() -> None:
    story = given(boying(), up_to("1c/boying-user")).when(Sign("1c/boying-user"), by="fucheng")
    story.when(Sign("1c/boying-web"), by="shijiasheng").then(r.TooEarly)
    story = story.and_given(up_to("1c/boying-web"))
    story.then_state("1c/boying-web", "open").then_state("1c/boying-admin-web", "waiting")


def two_systems_that_do_not_depend_on_each_other_go_side_by_side() -> None:
    story = given(boying(), up_to("2a-1/boying-user", "2a-1/boying-admin"))
    story.then_state("2a-1/boying-user", "open").then_state("2a-1/boying-admin", "open")
    story = story.and_given(up_to("2a-1/boying-web", "2a-1/boying-admin-web"))
    story.then_state("2a-1/boying-web", "open").then_state("2a-1/boying-admin-web", "open")


def a_deployment_taken_back_closes_what_depends_on_it_and_not_its_neighbour() -> None:
    story = given(boying(), settled("2a-1")).when(Withdraw("2a-1/boying-user", "it crashed"), by="licuiqi")
    assert isinstance(story.decision, r.Undoes)
    assert story.decision.reopens == ("2a-1/boying-web",)
    story = story.confirms(Withdraw("2a-1/boying-user", "it crashed"), by="licuiqi")
    story.then_events(Withdrawn, Reopened, DeploymentWithdrawn).then_state("2a-1/boying-user", "open")
    story.then_state("2a-1/boying-web", "waiting").then_state("2a-1/boying-admin-web", "done")


def a_system_waits_again_after_what_it_depends_on_has_failed() -> None:
    story = given(boying(), settled("2a-1")).confirms(Withdraw("2a-1/boying-user", "a slip"), by="licuiqi")
    story.when(Sign("2a-1/boying-web"), by="licuiqi").then(
        r.TooEarly("2a-1/boying-web", ("2a-1/boying-user",), ("licuiqi",))
    )


def the_database_goes_to_production_before_any_application() -> None:
    story = given(boying(), ready_for("3b-2/boying-database"))
    for system in ("boying-user", "boying-admin", "boying-web", "boying-admin-web"):
        story.then_state(f"3b-3/{system}", "waiting")
    story = story.when(Sign("3b-2/boying-database", EVIDENCE), by="fanghao")
    for system in ("boying-user", "boying-admin"):
        story.and_given(ready_for(f"3b-3/{system}")).then_state(f"3b-3/{system}", "open")


def the_deployment_order_read_backwards_takes_each_system_off_before_what_it_rests_on() -> None:
    layout, plan = lay_out(boying()), boying()
    for steps in DEPLOYED.values():
        backwards = [key for key in reversed(tuple(layout.items)) if layout.items[key].step.id in steps]
        taken_off: set[str] = set()
        for key in backwards:
            system = str(layout.items[key].system)
            resting = {name for name, other in plan.systems.items() if system in other.needs}
            assert resting <= taken_off
            taken_off.add(system)


def a_failure_shows_everything_downstream() -> None:
    layout = lay_out(boying())
    hit = layout.downstream("3b-3/boying-user")
    assert "3b-3/boying-web" in hit
    assert "3b-3/boying-admin-web" not in hit
    assert {"3b-4", "3c", "3d", "3d-2/boying-web", "3e", "4a", "5a/boying-user"} <= set(hit)


def a_second_round_of_deployment_waits_for_the_same_round_of_what_it_depends_on() -> None:
    layout = lay_out(_with_second_round())
    assert "1c/boying-user" in layout.items["1c/boying-web"].needs
    assert "again/boying-user" not in layout.items["1c/boying-web"].needs
    assert {"1c/boying-user", "again/boying-user"} <= set(layout.items["again/boying-web"].needs)


def a_plan_with_a_second_round_of_deployment_can_be_finished() -> None:
    given(_with_second_round(), settled("again")).then_state("again/boying-web", "done")


def _with_second_round() -> Plan:
    data = as_data(boying())
    data["phases"][0]["steps"].append(
        {"id": "again", "title": "again", "by": "tester", "each": "application", "deploys": "test", "needs": ["1d"]}
    )
    return Plan.model_validate(data)


def a_declared_order_against_the_dependencies_is_found_when_the_plan_is_checked() -> None:
    data = as_data(boying())
    data["systems"]["boying-web"]["order"], data["systems"]["boying-user"]["order"] = 2, 4
    found = check(Plan.model_validate(data), Calendar(), LONG_AGO)
    assert [f.path for f in found if f.code == "order"] == [("systems", "boying-web", "order")]
    assert not [f for f in check(boying(), Calendar(), LONG_AGO) if f.code == "order"]


def every_snapshot_version_is_told_when_the_plan_is_checked() -> None:
    found = check(boying(), Calendar(), LONG_AGO)
    assert {f.path[1] for f in found if f.code == "snapshot"} == {"boying-user", "boying-admin"}


def a_production_deployment_records_branch_and_commit_and_what_ran_before() -> None:
    story = given(boying(), up_to("3b-3/boying-user")).when(Sign("3b-3/boying-user"), by="licuiqi")
    assert story.decision == r.NoRollbackTarget("3b-3/boying-user", "boying-user")
    story = story.when(RecordPrevious("boying-user", "production", "master", "0d1e2f3"), by="licuiqi")
    tested = " ".join(story.release.source("boying-user"))
    story = story.when(Sign("3b-3/boying-user", tested), by="licuiqi")
    deployed = story.release.deployments[-1]
    assert (deployed.environment, f"{deployed.branch} {deployed.commit}") == ("production", tested)
    assert story.release.previous["boying-user", "production"] == Previous("master", "0d1e2f3")
