"""Slack's own words in a manifest: the bot scopes there are, and the scope each bot event needs ("" where none)."""

BOT_SCOPES = frozenset(
    """
    app_mentions:read assistant:write bookmarks:read bookmarks:write calls:read calls:write canvases:read canvases:write
    channels:history channels:join channels:manage channels:read channels:write.invites channels:write.topic
    chat:write chat:write.customize chat:write.public commands conversations.connect:manage conversations.connect:read
    conversations.connect:write datastore:read datastore:write dnd:read emoji:read files:read files:write
    groups:history groups:read groups:write groups:write.invites groups:write.topic im:history im:read im:write
    im:write.topic incoming-webhook links.embed:write links:read links:write lists:read lists:write metadata.message:read
    mpim:history mpim:read mpim:write mpim:write.topic pins:read pins:write reactions:read reactions:write
    reminders:read reminders:write remote_files:read remote_files:share remote_files:write search:read.files
    search:read.public search:read.users team.billing:read team.preferences:read team:read triggers:read triggers:write
    usergroups:read usergroups:write users.profile:read users:read users:read.email users:write workflow.steps:execute
    """.split()
)

EVENT_SCOPES = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_rate_limited": "",
    "app_uninstalled": "",
    "channel_archive": "channels:read",
    "channel_created": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_unarchive": "channels:read",
    "emoji_changed": "emoji:read",
    "file_shared": "files:read",
    "group_left": "groups:read",
    "im_created": "im:read",
    "link_shared": "links:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "message_metadata_posted": "metadata.message:read",
    "pin_added": "pins:read",
    "pin_removed": "pins:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_domain_change": "team:read",
    "team_join": "users:read",
    "team_rename": "team:read",
    "tokens_revoked": "",
    "user_change": "users:read",
    "user_profile_changed": "users:read",
}
