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
        "test_laws.py::every_law_holds_whatever_has_come_of_a_release",
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
        "test_laws.py::every_law_holds_whatever_has_come_of_a_release",
        "test_golive_laws.py::nothing_goes_live_before_what_it_rests_on_or_with_no_way_back",
        "test_production.py::what_runs_side_by_side_may_be_ordered_side_by_side",
    ),
    "S3": (
        "test_rollback.py::a_rollback_goes_in_reverse_with_the_database_in_its_place",
        "test_systems.py::the_deployment_order_read_backwards_takes_each_system_off_before_what_it_rests_on",
        "test_systems.py::a_failure_shows_everything_downstream",
        "../speech/test_failing.py::what_stands_on_a_failed_test_is_named_with_its_clock",
    ),
    "S4": (
        "test_production.py::a_snapshot_goes_live_by_its_exact_commit_alone",
        "test_systems.py::every_snapshot_version_is_told_when_the_plan_is_checked",
        "test_systems.py::a_production_deployment_records_branch_and_commit_and_what_ran_before",
    ),
    "T1": (
        "test_schedule.py::the_planned_go_live_is_noon_in_shanghai",
        "test_schedule.py::a_moment_follows_the_wall_over_a_change_of_summer_time",
        "test_course.py::a_new_go_live_moves_every_moment_of_the_plan",
    ),
    "T2": (
        "test_production.py::nothing_goes_live_outside_of_its_window_but_by_the_lead",
        "../speech/test_golive.py::a_problem_its_clock_and_an_override_stay_in_sight",
        "test_schedule.py::nothing_goes_live_before_every_check_has_passed",
        "test_schedule.py::an_override_is_on_the_record_for_ever",
        "test_blocking.py::only_the_lead_waives_and_only_with_a_reason",
    ),
    "T3": ("test_schedule.py::the_check_tells_the_holiday_and_the_lunchtime_and_refuses_nothing",),
    "U1": (
        "test_usage.py::a_card_is_posted_when_its_phase_opens_and_kept_true_afterwards",
        "test_laws.py::every_law_holds_whatever_has_come_of_a_release",
    ),
    "U2": (
        "test_usage.py::every_way_to_sign_meets_the_same_rule_and_the_same_answer",
        "test_usage.py::an_emoji_removed_leaves_the_release_as_it_was",
        "test_withdrawing.py::an_emoji_that_carried_the_work_of_others_asks_before_it_undoes",
    ),
    "U3": (
        "test_schedule.py::a_person_is_reminded_once_before_and_told_once_when_overdue",
        "test_notices.py::a_signature_prompts_those_alone_for_whom_something_opened",
        "test_laws.py::every_law_holds_whatever_has_come_of_a_release",
    ),
    "U4": ("test_usage.py::the_status_knows_the_phase_what_blocks_it_who_is_next_and_how_long_is_left",),
    "1a-1": (
        "test_people.py::only_the_developer_of_a_system_deploys_it_to_the_development_environment",
        "test_systems.py::a_system_opens_for_an_environment_when_what_it_depends_on_is_there",
    ),
    "1a-2": ("test_delivering.py::a_system_is_tested_by_its_developer_with_words_to_show_for_it",),
    "1a-3": (
        "test_content.py::a_branch_is_the_developers_to_name_and_signs_the_item_that_asks_for_it",
        "test_content.py::a_system_without_branches_names_the_version_of_its_scripts",
        "test_content.py::a_changed_branch_reopens_the_deployments_of_its_system_alone",
    ),
    "1a-4": (
        "test_documents.py::an_incomplete_document_is_refused_with_what_is_missing_and_nothing_changes",
        "test_documents.py::a_pasted_document_is_delivered_by_signing_with_it",
        "test_documents.py::a_document_that_was_sent_back_is_to_be_written_anew",
    ),
    "1a-5": (
        "test_review.py::a_reviewer_approves_by_signing",
        "test_review.py::a_reviewer_sends_back_with_a_reason_and_the_author_alone_is_told",
        "test_review.py::the_author_neither_approves_nor_sends_back",
        "test_content.py::a_changed_document_reopens_what_rests_on_it_and_nothing_else",
        "test_content.py::every_standing_signature_was_given_for_what_is_there_now",
    ),
    "1a-6": (
        "test_plan_boying.py::every_mail_of_the_document_is_owed_by_its_step",
        "../mail/test_owed.py::a_signed_step_owes_its_mail_to_everybody_in_its_roles",
        "../mail/test_wire.py::a_release_is_one_thread_and_an_answer_is_its_givers",
    ),
    "1b": ("test_delivering.py::a_document_that_lacks_a_part_is_refused_naming_it",),
    "1c": (
        "test_deployments.py::a_deployment_records_what_was_submitted_unless_the_line_names_it",
        "test_deployment_laws.py::no_system_is_deployed_before_what_it_depends_on_runs_there",
        "test_requests.py::an_item_waits_for_the_answer_to_what_was_asked_for_it",
        "test_requests.py::the_answer_opens_the_item_and_goes_to_whoever_asked",
    ),
    "1d": (
        "test_bugs.py::a_bug_lives_from_open_to_verified_and_every_round_is_on_record",
        "test_bugs.py::only_the_systems_own_developer_mends_it",
        "test_bugs.py::only_a_severity_that_may_wait_is_deferred_and_signed_for_by_a_tester",
        "test_documents.py::a_report_without_results_is_refused_and_nothing_changes",
    ),
    "1e": (
        "test_people.py::an_empty_role_blocks_its_step_until_the_lead_names_someone",
        "test_delivering.py::a_document_that_lacks_a_part_is_refused_naming_it",
    ),
    "2-gate": (
        "test_gates.py::no_order_of_events_lets_a_preheat_item_be_open_while_the_standard_is_not_met",
        "test_gates.py::the_counts_are_kept_when_a_gate_is_passed",
        "test_gates.py::a_gate_is_looked_at_again_in_every_later_phase",
        "test_gates.py::an_a_bug_shuts_a_gate_that_was_passed_and_the_difference_is_told",
    ),
    "2a-1": (
        "test_people.py::only_ops_deploys_applications_to_preheat_and_production",
        "test_people.py::only_the_dba_operates_the_database_in_every_environment",
        "test_deployments.py::a_failed_deployment_shuts_the_item_and_is_told_to_the_developers_and_the_lead",
    ),
    "2a-2": (
        "test_plan_boying.py::each_environment_belongs_to_its_own_people",
        "test_four_eyes.py::a_tester_cannot_sign_for_the_system_she_developed",
        "../scenarios/test_whole_run.py::the_boying_release_runs_from_start_to_finish_whatever_happens",
    ),
    "2a-3": (
        "test_hotfixes.py::the_shipped_plan_takes_a_hotfix_from_preheat",
        "test_hotfixes.py::a_hotfix_is_deployed_to_every_environment_its_system_has_reached",
        "test_hotfixes.py::what_is_left_for_its_system_and_for_all_in_this_phase_waits_for_it",
        "test_hotfixes.py::nobody_both_develops_and_tests_a_hotfix",
    ),
    "2a-4": (
        "test_bugs.py::only_a_severity_that_may_wait_is_deferred_and_signed_for_by_a_tester",
        "test_bugs.py::a_release_leaves_over_whatever_was_not_verified",
        "test_bugs.py::the_lead_takes_on_some_bugs_of_the_release_before_and_leaves_the_others",
    ),
    "2b": (
        "test_gates.py::a_bug_of_an_earlier_environment_counts_in_a_later_one",
        "test_plan_boying.py::every_mail_of_the_document_is_owed_by_its_step",
        "../scenarios/test_whole_run.py::the_boying_release_runs_from_start_to_finish_whatever_happens",
    ),
    "mails": (
        "../mail/test_writing.py::every_mail_of_a_release_has_one_subject_and_one_root",
        "../mail/test_threads.py::every_mail_of_a_release_hangs_below_one_root",
        "../mail/test_owed.py::a_mail_is_confirmed_once_and_those_who_were_put_off_later",
        "../mail/test_owed.py::a_reply_signs_for_its_sender_and_is_passed_on",
        "../mail/test_postman.py::a_server_that_is_down_gets_the_mail_when_it_is_up_again",
    ),
    "3a-1": (
        "test_meetings.py::a_call_signs_its_step_invites_everybody_and_owes_them_a_mail",
        "test_meetings.py::a_moved_meeting_asks_everybody_anew_and_mails_the_change",
        "test_meetings.py::only_who_is_invited_answers_and_may_change_their_mind",
        "test_meetings.py::a_required_role_with_nobody_there_keeps_the_meeting_open",
        "test_meetings.py::the_step_that_holds_it_is_signed_by_closing_it_however_it_is_signed",
        "../mail/test_calendar.py::a_calendar_is_what_the_standards_demand",
        "../mail/test_attendance.py::an_answer_counts_only_from_the_calendar_and_the_address_of_whom_it_invited",
        "../mail/test_wire.py::an_invitation_that_a_calendar_accepts_is_attendance",
        "../scenarios/test_meeting.py::a_meeting_is_called_and_closed_by_signing_its_steps",
    ),
    "3a-2": (
        "../slack/test_meetings.py::the_agenda_names_people_order_scripts_way_back_risks_and_waivers",
        "../slack/test_meeting_snapshots.py::every_message_about_the_meeting_reads_as_it_was_approved",
    ),
    "3a-3": (
        "test_minutes.py::when_a_meeting_is_on_whoever_is_invited_takes_down_what_was_said",
        "test_minutes.py::an_action_becomes_an_item_that_its_owner_signs_until_its_moment",
        "test_minutes.py::an_item_whose_action_is_struck_is_waived_with_the_reason_unless_it_is_done",
        "../scenarios/test_meeting.py::a_meeting_is_called_held_and_its_minutes_are_settled",
    ),
    "3a-4": (
        "test_minutes.py::the_minutes_are_posted_at_the_planned_end_by_the_clock_and_once",
        "test_minutes.py::a_correction_makes_a_new_version_that_is_agreed_anew",
        "test_minutes.py::the_minutes_that_everybody_there_agrees_to_are_settled_and_mailed",
        "test_minutes.py::the_minutes_are_settled_when_the_time_for_objections_is_over",
        "test_minutes.py::an_objection_holds_the_minutes_until_who_objected_agrees",
        "test_minutes.py::the_minutes_are_not_edited_agreed_or_objected_to_by_somebody_who_was_not_there",
        "../mail/test_meeting_letters.py::every_mail_about_the_meeting_reads_as_it_did",
    ),
    "3b-1": (
        "test_delivering.py::the_mail_to_operations_and_the_dba_holds_plan_scripts_and_branches_and_is_answered_by_both",
        "../scenarios/test_to_the_end.py::the_boying_release_goes_through_two_failures_and_a_rollback_to_its_end",
    ),
    "3b-2": (
        "test_production.py::the_scripts_go_live_with_a_way_back_a_second_pair_of_eyes_and_a_backup",
        "test_production.py::a_changed_script_must_be_read_again",
        "test_production.py::what_is_operated_by_scripts_goes_live_with_one_or_by_the_leads_waiver",
        "test_preparing.py::each_who_can_give_what_is_lacking_is_asked_when_the_phase_begins",
        "../slack/test_golive.py::what_is_lacking_is_given_by_a_button_or_a_form",
    ),
    "3b-3": (
        "test_production.py::nothing_goes_live_without_a_record_of_what_ran_before",
        "test_production.py::a_failed_attempt_is_no_record_of_what_ran_before",
        "test_production.py::what_the_last_release_left_running_is_known_to_the_next",
        "test_production.py::a_result_signs_for_whoever_ordered_it",
        "../platforms/test_deploying.py::a_local_command_fails_and_then_succeeds_for_real",
        "../platforms/test_deploying.py::a_run_is_followed_after_its_release_was_aborted_and_one_not_begun_is_given_up",
        "../scenarios/test_going_live.py::a_release_goes_live_fails_goes_back_and_goes_live_again",
    ),
    "3b-4": ("test_rollback.py::a_failure_is_told_to_its_developers_at_once_and_starts_the_clock",),
    "3b-5": (
        "test_rollback.py::the_lead_is_asked_before_the_time_is_over_and_again_after_it_until_somebody_decides",
        "test_rollback.py::nobody_rolls_back_by_the_clock",
        "test_rollback.py::each_step_of_a_rollback_records_what_runs_again",
        "test_rollback.py::a_second_go_live_after_a_full_rollback_has_the_same_way_back",
        "../slack/test_golive.py::a_lead_decides_by_button_as_long_as_the_problem_stands",
    ),
    "3c": (
        "../mail/test_owed.py::each_who_answers_does_it_in_their_own_name_and_words",
        "../scenarios/test_monitoring.py::each_who_acted_answers_by_mail_and_the_lead_decides_what_was_found_online",
    ),
    "3d": (
        "test_failing.py::a_test_that_failed_online_starts_the_clock_until_it_has_passed",
        "test_failing.py::no_words_of_failure_sign_unasked",
        "test_rollback.py::a_bug_found_online_that_may_not_wait_starts_the_clock",
        "test_rollback.py::the_clock_of_a_bug_stops_when_it_is_verified_and_starts_again_when_it_is_opened_again",
        "test_rollback.py::a_bug_found_online_can_be_rolled_back_and_does_not_come_back_with_the_second_go_live",
        "../scenarios/test_monitoring.py::each_who_acted_answers_by_mail_and_the_lead_decides_what_was_found_online",
    ),
    "3e": (
        "test_failing.py::nobody_says_that_it_is_over_while_something_is_wrong_online",
        "test_rollback.py::a_bug_that_may_wait_starts_no_clock_until_it_is_graded_worse",
        "test_plan_boying.py::every_mail_of_the_document_is_owed_by_its_step",
        "../scenarios/test_monitoring.py::each_who_acted_answers_by_mail_and_the_lead_decides_what_was_found_online",
    ),
    "4a": (
        "test_listing.py::each_line_becomes_an_item_when_its_phase_is_reached",
        "test_listing.py::the_step_waits_for_every_one_of_its_items_and_each_brings_its_own_evidence",
        "test_listing.py::a_line_that_is_added_later_is_asked_for_and_one_that_is_gone_is_waived_for_all_to_see",
        "../scenarios/test_monitoring.py::each_new_host_is_monitored_and_a_check_in_without_an_answer_escalates",
    ),
    "4b": (
        "test_watching.py::each_watch_is_looked_at_at_its_own_moments_for_as_long_as_it_lasts",
        "test_watching.py::a_watch_that_goes_down_is_told_to_operations_and_the_developer_of_its_system",
        "test_watching.py::a_check_in_that_stays_silent_is_reminded_and_escalated",
        "../watching/test_rounds.py::what_a_watch_measured_is_summed_up_once_when_its_time_is_over",
        "../watching/test_rounds.py::each_target_that_misbehaves_is_down_for_a_clear_reason_and_the_others_are_seen",
        "../scenarios/test_monitoring.py::an_outage_is_told_once_becomes_a_bug_and_a_hotfix_by_a_click_and_is_over",
        "../scenarios/test_monitoring.py::the_teams_own_monitoring_is_heard_by_its_secret_and_told_once",
    ),
    "5a": (
        "test_delivering.py::the_documents_of_every_system_are_filed_before_the_release_ends",
        "test_delivering.py::a_document_that_lacks_a_part_is_refused_naming_it",
        "test_report_posted.py::a_release_that_ends_posts_and_mails_its_report_once",
        "../scenarios/test_to_the_end.py::the_report_tells",
        "../scenarios/test_to_the_end.py::the_kept_examples_are_what_the_story_gives",
        "../command/test_report.py::an_export_is_whole_wherever_it_is_checked",
    ),
}


@pytest.mark.parametrize("requirement", TABLE)
def every_test_named_for_a_requirement_exists_and_is_collected(requirement: str, pytestconfig: pytest.Config) -> None:
    patterns = tuple(str(pattern).removesuffix("*") for pattern in pytestconfig.getini("python_functions"))
    for name in TABLE[requirement]:
        file, _, function = name.partition("::")
        tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
        assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert function.startswith(patterns)


def every_requirement_has_its_row() -> None:
    wanted = [f"{letter}{n}" for letter, count in (("P", 8), ("S", 4), ("T", 3), ("U", 4)) for n in range(1, count + 1)]
    wanted += [
        "1a-1",
        "1a-2",
        "1a-3",
        "1a-4",
        "1a-5",
        "1a-6",
        "1b",
        "1c",
        "1d",
        "1e",
        "2-gate",
        "2a-1",
        "2a-2",
        "2a-3",
        "2a-4",
        "2b",
        "mails",
    ]
    wanted += [
        "3a-1",
        "3a-2",
        "3a-3",
        "3a-4",
        "3b-1",
        "3b-2",
        "3b-3",
        "3b-4",
        "3b-5",
        "3c",
        "3d",
        "3e",
        "4a",
        "4b",
        "5a",
    ]
    assert list(TABLE) == wanted
    assert all(TABLE.values())
