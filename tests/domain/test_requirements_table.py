"""Which test shows which requirement of the release plan; a row that names no test, or none that exists, fails."""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent

TABLE: dict[str, tuple[str, ...]] = {
    "P1": (
        "test_people.py::only_the_lead_steers_the_release",
        "test_people.py::only_the_lead_reschedules_and_resumes",
        "test_course.py::a_release_is_started_by_nobody_else",
        "test_blocking.py::only_the_lead_waives_and_only_with_a_reason",
        "test_notices.py::a_block_is_told_in_the_thread_and_to_the_lead",
        "test_schedule.py::a_person_is_reminded_once_before_and_told_once_when_overdue",
    ),
    "P2": ("test_people.py::only_the_developer_of_a_system_deploys_it_to_the_development_environment",),
    "P3": ("test_people.py::only_the_tester_of_a_system_deploys_it_to_the_test_environment",),
    "P4": ("test_people.py::only_ops_deploys_applications_to_preheat_and_production",),
    "P5": ("test_people.py::only_the_dba_operates_the_database_in_every_environment",),
    "P6": (
        "test_people.py::an_empty_role_blocks_its_step_until_the_lead_names_someone",
        "test_people.py::an_empty_role_is_asked_of_the_lead_once_when_its_step_is_reached",
        "test_people.py::the_shipped_plan_names_tech_and_development_lead_and_leaves_product_and_business_open",
        "test_signing.py::an_item_that_nobody_is_named_for_is_never_done_by_itself",
    ),
    "P7": (
        "test_people.py::one_person_holds_several_roles_and_signs_in_the_one_each_item_takes",
        "test_people.py::nobody_tests_a_system_they_develop_in_the_shipped_plan",
        "test_signing.py::a_signature_bears_the_role_and_the_system_where_a_person_has_several",
        "test_four_eyes.py::a_tester_cannot_sign_for_the_system_she_developed",
        "test_four_eyes.py::the_author_of_the_go_live_plan_does_not_review_it",
        "test_four_eyes.py::a_reviewer_may_not_write_afterwards_what_she_reviewed",
        "test_four_eyes.py::a_new_name_for_the_maker_does_not_let_the_old_one_test_his_own_work",
        "test_laws.py::nobody_signs_on_both_sides_of_four_eyes",
    ),
    "P8": (
        "test_people.py::every_single_point_is_told_when_the_plan_is_checked",
        "test_people.py::a_stand_in_signs_in_the_name_of_the_person_and_both_are_on_the_record",
        "test_staffing.py::a_stand_in_acts_from_then_and_until_then_and_not_a_moment_longer",
        "test_four_eyes.py::nobody_votes_as_oneself_and_as_a_stand_in",
        "test_four_eyes.py::nobody_votes_as_a_stand_in_and_then_as_oneself",
    ),
    "S1": ("test_systems.py::the_five_systems_are_those_of_the_table",),
    "S2": (
        "test_systems.py::a_system_opens_for_an_environment_when_what_it_depends_on_is_there",
        "test_systems.py::a_system_waits_again_after_what_it_depends_on_has_failed",
        "test_systems.py::two_systems_that_do_not_depend_on_each_other_go_side_by_side",
        "test_systems.py::a_declared_order_against_the_dependencies_is_found_when_the_plan_is_checked",
        "test_laws.py::no_item_is_open_or_done_before_what_it_rests_on_is_settled",
    ),
    "S3": (
        "test_systems.py::the_deployment_order_read_backwards_takes_each_system_off_before_what_it_rests_on",
        "test_systems.py::a_failure_shows_everything_downstream",
    ),
    "S4": (
        "test_systems.py::every_snapshot_version_is_told_when_the_plan_is_checked",
        "test_systems.py::a_production_deployment_asks_for_commit_and_what_ran_before",
    ),
    "T1": (
        "test_schedule.py::the_planned_go_live_is_noon_in_shanghai",
        "test_schedule.py::a_moment_follows_the_wall_over_a_change_of_summer_time",
        "test_course.py::a_new_go_live_moves_every_moment_of_the_plan",
    ),
    "T2": (
        "test_schedule.py::nothing_goes_live_before_every_check_has_passed",
        "test_schedule.py::an_override_is_on_the_record_for_ever",
        "test_blocking.py::only_the_lead_waives_and_only_with_a_reason",
    ),
    "T3": ("test_schedule.py::the_check_tells_the_holiday_and_the_lunchtime_and_refuses_nothing",),
    "U1": (
        "test_usage.py::a_card_is_posted_when_its_phase_opens_and_kept_true_afterwards",
        "test_laws.py::the_state_is_what_the_written_history_says",
    ),
    "U2": (
        "test_usage.py::every_way_to_sign_meets_the_same_rule_and_the_same_answer",
        "test_usage.py::an_emoji_removed_leaves_the_release_as_it_was",
        "test_withdrawing.py::an_emoji_that_carried_the_work_of_others_asks_before_it_undoes",
    ),
    "U3": (
        "test_schedule.py::a_person_is_reminded_once_before_and_told_once_when_overdue",
        "test_notices.py::a_signature_prompts_those_alone_for_whom_something_opened",
        "test_laws.py::nothing_is_due_after_the_clock_has_struck_and_it_comes_to_rest",
    ),
    "U4": ("test_usage.py::the_status_knows_the_phase_what_blocks_it_who_is_next_and_how_long_is_left",),
}


@pytest.mark.parametrize("requirement", TABLE)
def every_test_named_for_a_requirement_exists_and_is_collected(requirement: str, pytestconfig: pytest.Config) -> None:
    patterns = tuple(str(pattern).removesuffix("*") for pattern in pytestconfig.getini("python_functions"))
    for name in TABLE[requirement]:
        file, _, function = name.partition("::")
        tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
        assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert function.startswith(patterns)


def every_requirement_on_people_systems_schedule_and_usage_has_its_row() -> None:
    wanted = [f"{letter}{n}" for letter, count in (("P", 8), ("S", 4), ("T", 3), ("U", 4)) for n in range(1, count + 1)]
    assert list(TABLE) == wanted
    assert all(TABLE.values())
