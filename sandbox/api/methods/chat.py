"""chat.*: posting, updating, deleting, ephemeral messages, permalinks.

https://docs.slack.dev/reference/methods?family=chat
"""

from typing import Any

from sandbox.api.methods.content import read_attachments, read_blocks, read_draft, read_metadata
from sandbox.api.methods.registry import Call, method
from sandbox.blockkit import is_too_long
from sandbox.changes.membership import open_direct
from sandbox.changes.posting import change, delete, post, show_ephemeral
from sandbox.changes.refusal import SlackError
from sandbox.shapes.messages import brief_message_json, message_json
from sandbox.state.records import Channel, Json, Message
from sandbox.state.workspace import Workspace

UPDATE_TEXT_BYTES = 4_000  # Slack's page says characters; measured: https://github.com/openclaw/openclaw/pull/115027


@method("chat.postMessage", post_to="channel", lacks="`markdown_text`, `icon_url`, `parse`, `link_names`, unfurling")
def post_message(call: Call) -> Json:
    channel = writable(call, destination(call))
    message = post(call.workspace, channel, call.bot_user, read_draft(call, channel))
    return {"channel": channel.id, "ts": message.ts, "message": message_json(call.workspace, message, metadata=True)}


@method("chat.update", lacks="`markdown_text`, `file_ids`, `parse`, `link_names`")
def update(call: Call) -> Json:
    channel = call.channel()
    message = _own(call, channel, "cant_update_message")
    if channel.is_archived:
        raise SlackError("is_inactive")
    blocks, attachments, text = call.args.get("blocks"), call.args.get("attachments"), call.text("text")
    if not text and blocks is None and attachments is None:
        raise SlackError("no_text")
    if len(text.encode()) > UPDATE_TEXT_BYTES:
        raise SlackError("msg_too_long")
    changed = change(call.workspace, message, **_changes(call, text))
    shown = brief_message_json(call.workspace, changed, "edited", "metadata")
    return {"channel": channel.id, "ts": changed.ts, "text": changed.text, "message": shown}


def _changes(call: Call, text: str) -> dict[str, Any]:
    """Text without blocks removes the blocks; blocks without text remove the text; metadata stays unless given anew."""
    blocks = read_blocks(call)
    if blocks and is_too_long(blocks):
        raise SlackError("msg_blocks_too_long")
    changes: dict[str, Any] = {"text": text, "blocks": tuple(blocks), "attachments": tuple(read_attachments(call))}
    if call.args.get("metadata") is not None:
        changes["metadata"] = read_metadata(call)
    return changes


@method("chat.delete")
def delete_message(call: Call) -> Json:
    channel = call.channel()
    message = _own(call, channel, "cant_delete_message")
    delete(call.workspace, message)
    return {"channel": channel.id, "ts": message.ts}


def _own(call: Call, channel: Channel, otherwise: str) -> Message:
    """The bot's own message; ephemeral ones cannot be found, they are in no channel's history."""
    message = channel.messages.get(call.text("ts"))
    if message is None or message.is_tombstone:
        raise SlackError("message_not_found")
    if message.user != call.bot_user:
        raise SlackError(otherwise)
    return message


@method("chat.postEphemeral", lacks="`markdown_text`, `icon_url`, `parse`, `link_names`, unfurling")
def post_ephemeral(call: Call) -> Json:
    channel = writable(call, destination(call))
    user = call.user(error="user_not_in_channel")
    if call.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    if user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    message = show_ephemeral(call.workspace, channel.id, user.id, read_draft(call, channel))
    return {"message_ts": message.ts}


@method("chat.getPermalink")
def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = channel.messages.get(call.text("message_ts"))
    if message is None:
        raise SlackError("message_not_found")
    return {"channel": channel.id, "permalink": permalink(call.workspace, message)}


def permalink(workspace: Workspace, message: Message) -> str:
    link = f"https://{workspace.team.domain}.slack.com/archives/{message.channel}/p{message.ts.replace('.', '')}"
    return f"{link}?thread_ts={message.thread_ts}&cid={message.channel}" if message.is_reply else link


def destination(call: Call) -> Channel:
    """A channel by id or name, or a person by id (her conversation with the bot)."""
    workspace, named = call.workspace, call.text("channel")
    user = workspace.users.get(named)
    if user is not None and not user.is_bot:
        return open_direct(workspace, user.id)
    try:
        channel = workspace.channel(named)
    except KeyError:
        raise SlackError("channel_not_found") from None
    if not workspace.shows(channel):
        raise SlackError("channel_not_found")
    return channel


def writable(call: Call, channel: Channel) -> Channel:
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.is_im and not call.workspace.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    if call.bot_user not in channel.members and "chat:write.public" not in call.workspace.manifest.scopes:
        raise SlackError("not_in_channel")
    return channel
