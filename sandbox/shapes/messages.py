"""A message as the JSON Slack sends, with its reactions, its files and its thread. Nothing is decided here."""

from sandbox.shapes.files import file_json
from sandbox.shapes.users import bot_profile, home_of
from sandbox.state.records import Json, Message, Reaction, User
from sandbox.state.workspace import Workspace


def message_json(workspace: Workspace, message: Message, *, metadata: bool = False) -> Json:
    """One message as in history. `metadata` where the caller asked for it."""
    shown: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        **_origin(workspace, workspace.users.get(message.user)),
    }
    if message.bot_id:
        shown |= {"bot_id": message.bot_id, "app_id": workspace.bot.app_id, "bot_profile": bot_profile(workspace)}
    shown |= _without_nothing(
        {
            "subtype": message.subtype,
            "hidden": message.is_tombstone,
            "client_msg_id": message.client_msg_id,
            "username": message.username,
            "icons": message.icon_emoji and {"emoji": message.icon_emoji},
            "blocks": list(message.blocks),
            "attachments": list(message.attachments),
            "edited": message.edited and {"user": message.user, "ts": message.edited},
            "files": [file_json(workspace, workspace.files[name]) for name in message.files],
            "upload": bool(message.files),
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


def _origin(workspace: Workspace, author: User | None) -> Json:
    """Somebody from elsewhere writes in the name of her own workspace."""
    if author is None or not author.is_foreign:
        return {"team": workspace.id}
    return dict.fromkeys(("team", "user_team", "source_team"), home_of(workspace, author))


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
