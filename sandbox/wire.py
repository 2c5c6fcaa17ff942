"""Records of the workspace as the JSON Slack sends. Key names are Slack's; nothing is decided here."""

import mimetypes
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.model import Channel, Json, Message, Reaction, StoredFile, User, View
from sandbox.workspace import Workspace

_AVATAR = "https://a.slack-edge.com/avatar"
_SIZES = ("24", "32", "48", "72", "192", "512")


def message_json(workspace: Workspace, message: Message, *, metadata: bool = False) -> Json:
    """One message as in history. `metadata` where the caller asked for it."""
    shown: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": workspace.id,
    }
    if message.bot_id:
        shown |= {"bot_id": message.bot_id, "app_id": workspace.bot.app_id, "bot_profile": bot_profile(workspace)}
    shown |= _without_nothing(
        {
            "subtype": "thread_broadcast" if message.broadcast else None,
            "client_msg_id": message.client_msg_id,
            "username": message.username,
            "icons": message.icon_emoji and {"emoji": message.icon_emoji},
            "blocks": list(message.blocks),
            "attachments": list(message.attachments),
            "edited": message.edited and {"user": message.user, "ts": message.edited},
            "files": [file_json(workspace.files[name]) for name in message.files],
            "reactions": [_reaction_json(reaction) for reaction in message.reactions],
            "metadata": message.metadata if metadata else None,
        }
    )
    return shown | _thread_json(workspace, message)


_BRIEF = frozenset(
    {
        "type",
        "user",
        "text",
        "team",
        "bot_id",
        "app_id",
        "bot_profile",
        "blocks",
        "attachments",
    }
)


def brief_message_json(workspace: Workspace, message: Message, *also: str) -> Json:
    """One message as the answers of chat.update and reactions.get show it: without its thread."""
    whole = message_json(workspace, message, metadata=True)
    return {key: value for key, value in whole.items() if key in _BRIEF or key in also}


def _without_nothing(shown: Json) -> Json:
    """Slack leaves out what is not there."""
    return {key: value for key, value in shown.items() if value}


def _reaction_json(reaction: Reaction) -> Json:
    return {"name": reaction.name, "users": list(reaction.users), "count": len(reaction.users)}


def _thread_json(workspace: Workspace, message: Message) -> Json:
    channel = workspace.channels[message.channel]
    replies = [channel.messages[ts] for ts in channel.threads.get(message.ts, ())]
    if message.is_reply:
        parent = channel.messages.get(message.thread_ts or "")
        known = {"parent_user_id": parent.user} if parent else {}
        return {"thread_ts": message.thread_ts, **known}
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "reply_users": users,
        "is_locked": False,
        "subscribed": False,
    }


def bot_profile(workspace: Workspace) -> Json:
    bot = workspace.bot
    return {
        "id": bot.bot_id,
        "app_id": bot.app_id,
        "name": bot.name,
        "icons": {f"image_{size}": f"{_AVATAR}/bot_{size}.png" for size in ("36", "48", "72")},
        "deleted": False,
        "updated": workspace.users[bot.user_id].updated,
        "team_id": workspace.id,
    }


def user_json(workspace: Workspace, user: User, *, email: bool, locale: bool = False) -> Json:
    """One member. `email` only with the scope for it; `locale` where the caller asked."""
    zone = datetime.fromtimestamp(workspace.clock.now(), ZoneInfo(user.tz))
    offset = zone.utcoffset()
    shown: Json = {
        "id": user.id,
        "team_id": workspace.id,
        "name": user.key,
        "deleted": user.deleted,
        "color": "9f69e7",
        "real_name": user.name,
        "tz": user.tz,
        "tz_label": zone.tzname() or user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile_json(workspace, user, email=email),
        "is_admin": user.is_admin,
        "is_owner": user.is_admin,
        "is_primary_owner": user.is_admin,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
        "is_email_confirmed": not user.is_bot,
        "who_can_share_contact_card": "EVERYONE",
    }
    return shown | ({"locale": user.locale} if locale else {})


def _profile_json(workspace: Workspace, user: User, *, email: bool) -> Json:
    shown: Json = {
        "title": "",
        "phone": "",
        "skype": "",
        "real_name": user.name,
        "real_name_normalized": user.name,
        "display_name": user.key,
        "display_name_normalized": user.key,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": "g0",
        "team": workspace.id,
        **{f"image_{size}": f"{_AVATAR}/{user.key}_{size}.png" for size in _SIZES},
    }
    if user.is_bot:
        return shown | {"bot_id": workspace.bot.bot_id, "api_app_id": workspace.bot.app_id, "always_active": True}
    return shown | ({"email": user.email} if email else {})


def channel_json(workspace: Workspace, channel: Channel, *, count: bool = False) -> Json:
    if channel.is_im:
        return {
            "id": channel.id,
            "created": channel.created,
            "is_archived": False,
            "is_im": True,
            "is_org_shared": False,
            "context_team_id": workspace.id,
            "updated": channel.created * 1000,
            "user": channel.partner,
        }
    words = {"value": "", "creator": "", "last_set": 0}
    shown: Json = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
        "creator": channel.creator,
        "updated": channel.created * 1000,
        "unlinked": 0,
        "context_team_id": workspace.id,
        "is_member": workspace.bot.user_id in channel.members,
        "topic": words,
        "purpose": words,
        "previous_names": [],
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "shared_team_ids": [workspace.id],
    }
    shown |= dict.fromkeys(
        (
            "is_group",
            "is_im",
            "is_mpim",
            "is_private",
            "is_shared",
            "is_ext_shared",
            "is_org_shared",
            "is_pending_ext_shared",
        ),
        False,
    )
    shown |= {"is_channel": True, "is_archived": channel.is_archived, "is_general": channel.is_general}
    return shown | ({"num_members": len(channel.members)} if count else {})


def view_json(workspace: Workspace, view: View) -> Json:
    content = view.content
    shown: dict[str, Any] = {
        "id": view.id,
        "team_id": workspace.id,
        "type": content["type"],
        "blocks": content["blocks"],
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "external_id": content.get("external_id", ""),
        "state": {"values": view.state},
        "hash": view.hash,
        "title": content.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": content.get("clear_on_close", False),
        "notify_on_close": content.get("notify_on_close", False),
        "close": content.get("close"),
        "submit": content.get("submit"),
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": workspace.bot.app_id,
        "app_installed_team_id": workspace.id,
        "bot_id": workspace.bot.bot_id,
    }
    return shown | ({"submit_disabled": False} if content["type"] == "modal" else {})


def file_json(stored: StoredFile) -> Json:
    extension = stored.name.rsplit(".", 1)[-1] if "." in stored.name else "text"
    return {
        "id": stored.id,
        "created": stored.created,
        "timestamp": stored.created,
        "name": stored.name,
        "title": stored.title or stored.name,
        "mimetype": mimetypes.guess_type(stored.name)[0] or "text/plain",
        "filetype": extension,
        "pretty_type": extension.upper(),
        "user": stored.user,
        "size": stored.length,
        "mode": "hosted",
        "is_external": False,
        "is_public": bool(stored.channels),
        "channels": list(stored.channels),
        "groups": [],
        "ims": [],
    }
