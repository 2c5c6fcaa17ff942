"""What each of Slack's errors says of the call it answers: the one table of them.

The names are those of the methods' pages (https://docs.slack.dev/reference/methods) and of Slack's OpenAPI description.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from bot.domain.state.delivery import Mend


class Means(Enum):
    """What became of a call. `GONE`: what it is about is no longer there. `PLAINER`: refused as it is painted.

    `ABSENT`: the workspace has no such thing, or none for us.
    """

    GONE = auto()
    LIMITED = auto()
    MAYBE_DONE = auto()
    LATER = auto()
    PLAINER = auto()
    ABSENT = auto()
    NEVER = auto()


Verdict = Means | Mend
"""A `Mend`: not done, and not to be before somebody has mended that."""

NAMES: Final[Mapping[Verdict, str]] = {
    Means.GONE: """
        message_not_found thread_not_found function_execution_not_found execution_not_in_running_state
        canvas_not_found canvas_deleted
    """,
    Means.LIMITED: "ratelimited rate_limited",
    # "Some aspect of the operation may have succeeded": treated as lost, never as refused.
    Means.MAYBE_DONE: "internal_error fatal_error service_unavailable request_timeout",
    # What passes by itself: counts that are used up, a workspace that moves, somebody who was faster.
    Means.LATER: """
        message_limit_exceeded team_added_to_org external_channel_migrating streaming_state_conflict hash_conflict
        update_failed unable_to_share_files file_update_failed file_not_found file_is_deleted file_deleted
        fetch_members_failed list_record_comment_fetch_failed invalid_cursor timezone_count_failed
        canvas_editing_locked
    """,
    Means.PLAINER: """
        invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long markdown_text_conflict block_mismatch
        invalid_attachments too_many_attachments attachment_payload_limit_exceeded
    """,
    Means.ABSENT: """
        canvas_disabled_user_team canvas_disabled_file_team canvas_globally_disabled feature_not_enabled
        free_teams_cannot_create_standalone_canvases free_teams_cannot_create_non_tabbed_canvases
        free_teams_cannot_edit_standalone_canvases
        free_team_canvas_tab_already_exists
    """,
    Means.NEVER: """
        expired_url used_url invalid_url expired_trigger_id exchanged_trigger_id invalid_trigger_id not_found
        user_not_in_channel cannot_dm_bot cannot_reply_to_message cant_delete_message
        compliance_exports_prevent_deletion cant_broadcast_message no_dual_broadcast_content_update
        duplicate_message_not_found duplicate_channel_not_found draft_not_found draft_has_conflict draft_already_sent
        draft_already_deleted file_comment_not_found duplicate_external_id canvas_creation_failed
        canvas_tab_creation_failed canvas_editing_failed canvas_too_large failed_to_update_user_ids
    """,
    Mend.INVITE: "not_in_channel user_is_bot user_is_restricted user_is_ultra_restricted too_many_members",
    Mend.UNARCHIVE: "is_archived is_inactive channel_is_archived",
    Mend.FIND: "channel_not_found invalid_channel channel_is_limited_access team_not_found",
    Mend.PERMIT: """
        restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel
        restricted_action_thread_locked restricted_action_non_threadable_channel ekm_access_denied
        posting_to_channel_denied posting_to_general_channel_denied action_prohibited
    """,
    Mend.EDITING: "cant_update_message edit_window_closed",
    Mend.ACCOUNT: """
        user_not_found users_not_found user_disabled user_not_visible invalid_user_combination too_many_users
        not_enough_users users_list_not_supplied
    """,
    Mend.TOKEN: "account_inactive token_revoked token_expired invalid_auth not_authed",
    Mend.SCOPES: "missing_scope no_permission invalid_types",
    Mend.GRANT: """
        team_access_not_granted access_denied accesslimited app_access_restricted org_login_required
        enterprise_is_restricted forbidden_team two_factor_setup_required
    """,
    Mend.SETTINGS: """
        messages_tab_disabled not_enabled not_allowed_token_type not_implemented missing_profile_id
        metadata_must_be_sent_from_app as_user_not_supported send_on_behalf_not_allowed
    """,
    Mend.FILES: """
        file_uploads_disabled file_uploads_except_images_disabled file_type_not_allowed blocked_file_type
        file_upload_size_restricted storage_limit_reached file_share_limit_reached max_file_sharing_exceeded
        slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked
        slack_connect_file_link_sharing_blocked slack_connect_file_upload_sharing_blocked
        slack_connect_lists_sharing_blocked
    """,
    Mend.BOT: """
        invalid_arg_name invalid_arguments invalid_array_arg invalid_charset invalid_form_data invalid_json
        invalid_post_type json_not_object missing_post_type missing_charset superfluous_charset missing_argument
        missing_args upgrade_required deprecated_endpoint method_deprecated unknown_method insecure_request
        no_text invalid_payload invalid_metadata_format invalid_metadata_schema metadata_too_large
        invalid_metadata_filter_keys invalid_limit limit_required invalid_ts_latest invalid_ts_oldest bad_timestamp
        no_item_specified method_not_supported_for_channel_type view_too_large invalid_view invalid_message
        alt_txt_too_large snippet_too_large unknown_snippet_type unknown_subtype missing_file_data
        channels_limit_exceeded too_many_contact_cards parameter_validation_failed invalid_parameters
    """,
}
ERRORS: Final[Mapping[str, Verdict]] = {name: verdict for verdict, names in NAMES.items() for name in names.split()}

CANVASES: Final = ("canvases.create", "canvases.edit", "canvases.access.set")
NO_CANVASES: Final = (
    "enterprise_is_restricted", "missing_scope", "no_permission", "not_allowed_token_type", "restricted_action",
    "team_access_not_granted", "unknown_method",
)  # fmt: skip
"""Of a message, somebody would have to mend these; what a canvas says, its message and the files say without it."""

IN_A_METHOD: Final[Mapping[tuple[str, str], Verdict]] = {
    # Of a private channel or a direct message, which nobody joins by themselves:
    # https://docs.slack.dev/reference/methods/conversations.join
    ("conversations.join", "method_not_supported_for_channel_type"): Mend.INVITE,
    # An answer through a response_url that is refused so is of a channel that the bot never sees.
    ("response_url", "channel_not_found"): Means.NEVER,
    ("files.completeUploadExternal", "access_denied"): Mend.FILES,
    ("chat.postMessage", "message_not_found"): Means.NEVER,
    **{(method, error): Means.ABSENT for method in CANVASES for error in NO_CANVASES},
}
"""Errors that mean something else in one method."""


def mend_of(why: str) -> Mend | None:
    """What must be mended where a message is owed for this reason: Slack's word, with what it said besides."""
    means = ERRORS.get(why.partition(":")[0])
    return means if isinstance(means, Mend) else None


def verdict(method: str, error: str) -> Verdict:
    """What the error says of a call of the method; one that no page of Slack's names is taken to pass by itself.

    Of a canvas it is not waited for: what plan has which canvases changes, and so do the words for it.
    """
    unknown = Means.ABSENT if method in CANVASES else Means.LATER
    return IN_A_METHOD.get((method, error)) or ERRORS.get(error, unknown)
