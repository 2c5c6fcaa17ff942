"""Slack as it really behaves, rule by rule, and the tests that hold the workspace to each, or the bot that must cope.

`RULES` are those of `../shared/slack-rules.md`, `LEARNT` what `../shared/slack-learnt.md` has besides. Every phrase on
the left stands in its document; every name on the right is a test of this repository. A rule is what a full stop or a
semicolon ends: each of them has its row.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"

RULES: dict[str, tuple[str, ...]] = {
    "**Acknowledge** within 3 s": (
        "the_workspace_waits_as_long_as_slack",
        "an_answer_after_the_time_limit_is_no_answer",
    ),
    "up to 3 retries (at once, +1 min, +5 min)": ("an_event_is_given_up_after_three_retries",),
    "same `event_id`": ("an_event_is_delivered_again_until_it_is_acknowledged",),
    "`x-slack-retry-num`, `x-slack-retry-reason`": ("a_failed_event_is_retried_with_number_and_reason",),
    "Commands and interactions are not retried": (
        "a_command_without_an_acknowledgement_times_out_and_is_not_retried",
        "a_click_without_an_acknowledgement_is_not_retried",
    ),
    "Bolt does not dedupe": ("a_lost_acknowledgement_brings_the_event_again_to_bolt_twice",),
    "30,000 an hour per workspace and app": (
        "the_workspace_waits_as_long_as_slack",
        "an_event_beyond_the_hours_limit_is_dropped_and_the_app_is_told_once_a_minute",
    ),
    "**Signature**": ("every_request_is_signed", "a_bolt_app_refuses_another_secrets_signature"),
    "refuse when more than 300 s off": ("a_signature_is_good_for_five_minutes",),
    "token `xapp-`": ("an_app_token_posts_nothing_and_a_bot_token_opens_no_socket",),
    "`hello` (num_connections": ("the_hello_counts_connections_and_names_the_app",),
    "at most 10 connections": ("an_eleventh_connection_is_turned_away",),
    "each envelope to *one* of them": ("each_envelope_goes_to_exactly_one_socket",),
    "payload only if `accepts_response_payload`": (
        "a_command_takes_its_answer_in_the_acknowledgement",
        "a_payload_on_an_events_acknowledgement_is_ignored",
    ),
    "`warning` (about 10 s before)": (
        "a_disconnect_frame_says_why",
        "a_connection_is_warned_and_refreshed_when_its_time_is_over",
    ),
    '`retry_attempt: 0, retry_reason: ""`': ("a_first_delivery_says_attempt_zero_and_an_empty_reason",),
    "tiers 1/2/3/4": ("a_tier_allows_so_many_calls_a_minute",),
    "429 with `Retry-After`": ("a_rate_limited_call_says_when_to_come_back",),
    "about 1/s per channel": (
        "a_channel_takes_a_small_burst_and_then_a_post_a_second",
        "a_second_channel_has_its_own_pace",
    ),
    "Tier 2: `users.list`": ("every_method_has_slacks_tier",),
    "Tier 3: `chat.update`": ("every_method_has_slacks_tier",),
    "Tier 4: `views.*`": ("every_method_has_slacks_tier",),
    "5 uses in 30 min": ("a_response_url_serves_five_times_in_thirty_minutes",),
    "ephemeral unless said otherwise": (
        "a_response_url_answers_privately_unless_told_otherwise",
        "an_answer_is_ephemeral_unless_the_app_says_in_channel",
    ),
    "`replace_original`, `delete_original`": ("a_response_url_replaces_and_deletes_the_original",),
    "**trigger_id**: 3 s, once": ("a_trigger_serves_once_and_for_three_seconds",),
    "stack of 3 (`push_limit_reached`)": ("a_stack_of_views_ends_at_three",),
    "250 kB": ("a_view_of_more_than_250_kilobytes_is_too_large",),
    "`hash_conflict`": ("a_stale_hash_conflicts",),
    "title, submit, close 24 characters": ("a_view_is_kept_to_its_limits",),
    "`private_metadata` 3,000": ("a_view_is_kept_to_its_limits",),
    "inputs need a submit": ("a_form_without_a_submit_is_refused",),
    "50 per message": ("a_message_takes_fifty_blocks",),
    "100 per view": ("a_view_is_kept_to_its_limits",),
    "near 13,200 characters (`msg_blocks_too_long`)": ("every_block_of_a_message_counts_towards_13200_characters",),
    "Section 3,000": ("a_limit_is_kept_to_the_last_character",),
    "10 fields of 2,000": ("a_limit_is_kept_to_the_last_character",),
    "header 150 (plain text)": ("a_limit_is_kept_to_the_last_character", "a_malformed_block_is_refused_with_its_place"),
    "actions 25": ("a_limit_is_kept_to_the_last_character",),
    "context 10": ("a_limit_is_kept_to_the_last_character",),
    "button text 75, value 2,000": ("a_limit_is_kept_to_the_last_character",),
    "ids 255 and unique": ("a_limit_is_kept_to_the_last_character", "a_block_id_stands_once"),
    "option text 75, value 150": ("a_limit_is_kept_to_the_last_character",),
    "overflow 5": ("a_limit_is_kept_to_the_last_character",),
    "confirm 100/300/30": ("a_limit_is_kept_to_the_last_character",),
    "Unknown properties and empty text are refused": ("a_malformed_block_is_refused_with_its_place",),
    "**Newer blocks**": (
        "a_well_formed_block_is_accepted",
        "a_modal_takes_what_messages_do_not_and_the_other_way_round",
    ),
    "`plan` with `task_card` tasks (`pending|in_progress|complete|error`": (
        "a_well_formed_block_is_accepted",
        "a_malformed_block_is_refused_with_its_place",
    ),
    "not mixed with loose `task_card`s": ("a_plan_and_loose_task_cards_do_not_mix",),
    "keep `text` complete for clients and readers": (
        "the_bugs_are_a_table_with_the_worst_that_is_unsolved_first",
        "a_workspace_that_does_not_take_tables_is_shown_the_same_in_words",
    ),
    "Use a new block_id when an updated message's block changes": (
        "a_block_that_reads_differently_gets_another_id_and_the_others_keep_theirs",
    ),
    "text cut beyond 40,000": ("a_text_beyond_40000_characters_is_cut",),
    "`chat.update` with text and no blocks removes the blocks": ("an_update_with_text_alone_removes_the_blocks",),
    "needs the D… id, not U…": ("an_update_takes_the_conversations_id_not_the_persons",),
    "cannot edit ephemerals": ("an_ephemeral_cannot_be_edited",),
    "Ephemerals vanish": ("an_ephemeral_is_seen_by_one_and_gone_after_a_reload",),
    "at most 120 days ahead, 30 per 5 min and channel": ("the_moment_of_a_scheduled_message_is_checked",),
    "**never posts if `metadata` is set**": ("a_scheduled_message_posts_when_its_time_comes",),
    "`already_reacted`, `no_reaction`": ("the_same_reaction_counts_once",),
    "react with the same emoji in several tones": ("one_person_may_react_in_several_skin_tones",),
    "`token team_id team_domain": ("a_command_carries_exactly_slacks_fields",),
    "(a *string*)": ("a_command_is_a_form_and_an_event_is_json",),
    "mentions arrive as `<@U123|name>`": ("a_mention_arrives_escaped_when_the_manifest_says_so",),
    "without it as plain `@name`": ("a_mention_arrives_plain_otherwise",),
    "is all it takes to point the bot elsewhere": ("a_bolt_app_runs_on_its_manifest_and_the_announcement_alone",),
    "sync client sends JSON, the async one forms": (
        "an_argument_comes_in_json_form_or_query",
        "a_json_body_is_not_read_where_a_method_only_reads",
    ),
    "posts twice when the answer is lost": ("the_sdks_own_retry_posts_twice_when_the_answer_is_lost",),
    "rate-limit retry is off by default": ("the_sdk_retries_lost_connections_and_no_429_by_default",),
    "**Manifest**: JSON or YAML": ("a_manifest_is_json_or_yaml", "every_fault_of_a_manifest_is_told_with_its_line"),
    "the `xapp-` token is a separate manual step": ("nothing_set_is_told_whole", "a_wrong_app_token_is_found"),
    "Schema in `slack-truth/`": ("a_manifest_keeps_to_slacks_schema",),
    "escape `&`, `<`, `>` in anything a person wrote": (
        "the_app_hears_messages_of_people_and_its_own",
        "a_note_full_of_markup_pings_nobody_and_is_whole_in_the_record",
    ),
    "shows the reader's own zone": ("a_date_is_shown_in_the_readers_own_zone",),
}

LEARNT: dict[str, tuple[str, ...]] = {
    "**Bodies**: write methods take JSON": ("an_argument_comes_in_json_form_or_query",),
    "a JSON body is ignored and the answer is as if nothing had been sent": (
        "a_json_body_is_not_read_where_a_method_only_reads",
        "every_missing_argument_is_named_at_once",
    ),
    "lists silently lose `limit`, `types`": ("a_list_asked_for_in_json_silently_loses_its_limit_and_types",),
    '(`"json": false` in `slack-truth/web-api.json`)': ("the_reference_agrees_with_slacks_specification",),
    "the SDK's own methods do it right, `api_call(json=…)` does not": (
        "a_json_body_is_not_read_where_a_method_only_reads",
        "a_list_asked_for_in_json_silently_loses_its_limit_and_types",
        "a_body_slack_does_not_read_is_found",
    ),
    "can raise `no attribute 'session_id'`": ("an_answer_that_finds_no_session_says_so_and_nothing_else",),
    "`users.list` 20,000 people = 100+ pages": (
        "a_big_workspace_is_read_in_a_hundred_pages_and_more",
        "a_list_without_a_limit_is_refused_where_too_many_are_on_it",
    ),
    "`users.lookupByEmail` 50 a minute": ("every_method_has_slacks_tier", "a_tier_allows_so_many_calls_a_minute"),
    "`user_change` comes for *every* profile change of anybody": ("a_change_of_any_profile_is_heard",),
    "`users.info` on first contact and `users.conversations` scale": (
        "a_workspace_of_twenty_thousand_is_served_at_once_and_hardly_asked_anything",
        "whoever_nobody_has_looked_for_is_met_when_they_are_mentioned",
    ),
    "a person's `team_id` may be another workspace's or the org's": (
        "the_team_of_a_person_may_be_the_organisation_or_nothing",
        "a_click_names_the_apps_workspace_and_the_persons_own",
    ),
    "`enterprise_user.teams` lists theirs": ("a_person_of_the_organisation_names_the_workspaces_she_is_in",),
    "Connect people carry `is_stranger` or a foreign team": (
        "a_person_of_another_company_belongs_to_no_workspace_of_ours",
    ),
    "Events missed for longer than the three retries (about six minutes) never come.": (
        "an_event_nobody_listens_to_is_gone_after_three_retries",
        "an_event_to_an_address_nobody_serves_is_gone_after_three_retries",
    ),
    "What people see (reactions, replies) must be read after a gap": (
        "an_emoji_set_while_the_bot_was_away_counts_and_is_answered_once",
        "what_is_written_while_the_bot_was_away_is_evidence_for_the_emoji_set_after_it",
        "what_happens_in_a_gap_of_the_socket_counts_when_it_is_there_again",
    ),
    "above 30,000 events an hour `app_rate_limited`": (
        "the_workspace_waits_as_long_as_slack",
        "an_event_beyond_the_hours_limit_is_dropped_and_the_app_is_told_once_a_minute",
    ),
    "**Unfurls** arrive as `message_changed` with the same text.": (
        "an_unfurled_link_changes_the_message_and_not_its_text",
        "a_link_that_unfolds_is_no_second_evidence",
    ),
    "A deleted message with replies becomes a `tombstone` in `message_changed`.": (
        "a_deleted_message_with_replies_becomes_a_tombstone",
        "a_card_that_leaves_a_tombstone_is_posted_again",
    ),
    "Words with a file are `file_share`.": (
        "a_file_with_words_is_a_file_share",
        "a_file_is_evidence_by_its_permalink_with_words_and_without",
    ),
    "needs the bot *and* the person in the channel": (
        "an_ephemeral_needs_the_app_and_the_person_in_the_channel",
        "an_ephemeral_needs_somebody_in_the_channel",
    ),
    "vanishes on reload": ("an_ephemeral_is_seen_by_one_and_gone_after_a_reload",),
    "takes `thread_ts` (without it the answer to a thread stands outside)": (
        "what_is_done_in_a_thread_is_answered_there",
    ),
    "Slash commands cannot be typed in threads": (
        "a_thread_is_shared_and_counted",
        "what_stands_in_a_thread_tells_no_line_to_type_without_its_button",
    ),
    "`response_url` works where the bot is no member": (
        "a_response_url_answers_privately_unless_told_otherwise",
        "a_response_url_answers_where_the_app_is_no_member",
    ),
    "open and close only beside white space or ASCII punctuation": (
        "a_mark_counts_beside_white_space_and_ascii_punctuation_only",
    ),
    "next to full-width punctuation or Han the asterisks stay": (
        "a_mark_counts_beside_white_space_and_ascii_punctuation_only",
        "no_mark_is_left_standing_in_a_message",
    ),
    "A zero-width space or a space on the outer side mends it": (
        "a_mark_counts_beside_white_space_and_ascii_punctuation_only",
        "a_mark_is_kept_apart_from_whatever_it_is_put_beside",
    ),
    "**Slash commands are not namespaced**": (
        "the_help_the_card_and_the_answers_name_the_command_as_it_is_called_here",
        "nothing_that_anybody_sees_names_another",
    ),
    "**Private channels**: `groups:read`, `groups:history`, `message.groups`": (
        "a_private_channel_needs_the_scopes_for_groups",
        "a_private_channel_does_not_exist_for_an_app_that_is_not_in_it",
    ),
    "`conversations.join` does not work there": ("no_app_joins_a_private_channel_on_its_own",),
    "somebody must `/invite`": (
        "an_app_invited_to_a_private_channel_is_one_of_its_members",
        "a_private_channel_is_found_once_somebody_invites_the_bot",
    ),
    "judges blocks for message, view and home without posting (no scope)": (
        "what_slack_takes_is_valid",
        "nothing_is_posted_by_it",
        "no_scope_is_needed_to_have_blocks_judged",
    ),
    "**`data_table`**: paged, sortable, row headers for screen readers, 100 rows": (
        "a_well_formed_block_is_accepted",
        "a_malformed_block_is_refused_with_its_place",
    ),
    "**`plan`/`task_card`**: few steps edited in place, no buttons per task": (
        "a_malformed_block_is_refused_with_its_place",
    ),
    "**Canvases**: Markdown, a tab in the channel": (
        "a_canvas_that_is_not_there_or_asked_for_amiss_is_refused",
        "a_canvas_is_its_apps_alone_until_it_is_opened_to_a_channel",
    ),
    "plan limits": ("nothing_is_asked_for_again_where_there_are_no_canvases_and_the_files_say_it",),
    "Custom steps for Workflow Builder need a paid plan and `org_deploy_enabled`": (
        "a_manifest_with_steps_says_that_the_app_is_made_for_them",
        "an_installation_with_a_paid_plan_offers_every_step_that_is_served_and_no_other",
    ),
    "Lists are paid and a second truth: no": ("a_refused_method_is_unknown",),
    "no bars of block characters in it": ("no_bar_is_read_aloud", "a_card_shows_its_bar_and_says_its_number"),
    "bodies on read methods: slackapi/slack-api-specs": ("a_json_body_is_not_read_where_a_method_only_reads",),
    "pages of `users.list`: python-slack-sdk#1494": ("a_big_workspace_is_read_in_a_hundred_pages_and_more",),
    "Grid ids: bolt-js#1875": ("a_click_names_the_apps_workspace_and_the_persons_own",),
    "events not stored while away: bolt-python#1071": ("an_event_nobody_listens_to_is_gone_after_three_retries",),
    "unfurl edits: ": ("an_unfurled_link_changes_the_message_and_not_its_text",),
    "tombstones: ": ("a_deleted_message_with_replies_becomes_a_tombstone",),
    "bold next to Han: ": ("a_mark_counts_beside_white_space_and_ascii_punctuation_only",),
    "sum of blocks counted otherwise than thought: bolt-js#2867": (
        "every_block_of_a_message_counts_towards_13200_characters",
    ),
    "history with metadata needs no extra scope: python-slack-sdk#1501": (
        "the_metadata_of_a_message_is_kept_and_checked",
    ),
}

NOT_HELD = {
    "No one here has run the bot against slack.com": "that is what `python -m bot doctor` is for",
    "ship one command that checks a real workspace": "a task, and no rule: tests/scenarios/test_doctor.py",
}

DOCUMENTS: dict[str, tuple[dict[str, tuple[str, ...]], dict[str, str]]] = {
    "slack-rules.md": (RULES, NOT_HELD),
    "slack-learnt.md": (LEARNT, {}),
}


@cache
def tests_there_are() -> set[str]:
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in ROOT.glob("tests/*/test_*.py")]
    return {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", RULES | LEARNT)
def every_row_is_held_by_tests_that_exist(row: str) -> None:
    held = (RULES | LEARNT)[row]
    assert held
    assert set(held) <= tests_there_are()


def text_of(document: str) -> str:
    path = SHARED / document
    if not path.is_file():
        pytest.skip(f"What is known of Slack (../shared/{document}) is not here")
    return " ".join(path.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("document", DOCUMENTS)
def every_row_stands_in_its_document(document: str) -> None:
    text = text_of(document)
    held, not_held = DOCUMENTS[document]
    assert [row for row in (*held, *not_held) if row not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def no_rule_is_without_a_row(document: str) -> None:
    bullets = text_of(document).split(" - ")[1:]
    rules = [rule for bullet in bullets for rule in re.split(r"(?<=[.;]) (?=[^a-z])|; ", bullet)]
    held, not_held = DOCUMENTS[document]
    assert [rule for rule in rules if not any(row in rule for row in (*held, *not_held))] == []
