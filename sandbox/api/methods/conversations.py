"""conversations.*: which there are, and who is in them.

https://docs.slack.dev/reference/methods?family=conversations
"""

from collections.abc import Iterable

from sandbox.api.methods.registry import Call, method, need_channel_scope, need_scope, page
from sandbox.changes.membership import join, open_direct
from sandbox.changes.refusal import SlackError
from sandbox.shapes.channels import channel_json
from sandbox.state.records import Channel, Json
from sandbox.state.workspace import Workspace

_KINDS = ("public_channel", "private_channel", "mpim", "im")
_READ_SCOPES = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "mpim": "mpim:read",
    "im": "im:read",
}


@method("conversations.open", lacks="groups: the first person's conversation opens")
def open_conversation(call: Call) -> Json:
    users = [name for name in call.text("users").split(",") if name]
    if call.text("channel"):
        channel = call.channel()
        if not channel.is_im:
            raise SlackError("method_not_supported_for_channel_type")
        return _opened(call, channel, already=True)
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        need_scope(call, "mpim:write")
    need_scope(call, "im:write")
    user = call.workspace.users.get(users[0])
    if user is None or user.deleted:
        raise SlackError("user_not_found")
    already = call.workspace.direct_channel(user.id) is not None
    return _opened(call, open_direct(call.workspace, user.id), already=already)


def _opened(call: Call, channel: Channel, *, already: bool) -> Json:
    known = {"no_op": True, "already_open": True} if already else {}
    if not call.flag("return_im"):
        return {**known, "channel": {"id": channel.id}}
    shown = {key: value for key, value in channel_json(call.workspace, channel).items() if key != "updated"}
    return {**known, "channel": {**shown, "is_open": True}}


@method("conversations.info", lacks="`include_locale`")
def info(call: Call) -> Json:
    channel = call.channel()
    need_channel_scope(call, channel, "read")
    return {
        "channel": channel_json(call.workspace, channel, count=call.flag("include_num_members") and not channel.is_im)
    }


@method("conversations.list", lacks="group conversations: there are none")
def list_conversations(call: Call) -> Json:
    return _listed(call, call.workspace.channels.values(), count=True)


@method("users.conversations", lacks="group conversations: there are none")
def users_conversations(call: Call) -> Json:
    user = call.user().id if call.text("user") else call.bot_user
    return _listed(
        call, (channel for channel in call.workspace.channels.values() if user in channel.members), count=False
    )


def _listed(call: Call, channels: Iterable[Channel], *, count: bool) -> Json:
    kinds = [kind.strip() for kind in (call.text("types") or "public_channel").split(",")]
    for kind in kinds:
        if kind not in _KINDS:
            raise SlackError("invalid_types")
        need_scope(call, _READ_SCOPES[kind])
    known = [channel for channel in channels if channel.kind in kinds and call.workspace.shows(channel)]
    rows, cursor = page(call, known, 100, 999)
    if call.flag("exclude_archived"):
        # looked at after the page was cut, as Slack does: it may even be empty, and more follow
        rows = [channel for channel in rows if not channel.is_archived]
    shown = [channel_json(call.workspace, channel, count=count and not channel.is_im) for channel in rows]
    if not count:
        shown = [{key: value for key, value in entry.items() if key != "is_member"} for entry in shown]
    return {"channels": shown, "response_metadata": {"next_cursor": cursor}}


@method("conversations.members")
def members(call: Call) -> Json:
    channel = call.channel()
    need_channel_scope(call, channel, "read")
    rows, cursor = page(call, list(channel.members), 100, 999)
    return {"members": rows, "response_metadata": {"next_cursor": cursor}}


@method("conversations.join")
def join_channel(call: Call) -> Json:
    channel = call.workspace.channels.get(call.text("channel"))
    if channel is None:
        raise SlackError("channel_not_found")
    if channel.kind != "public_channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    already = call.bot_user in channel.members
    if not already:
        join(call.workspace, channel, call.bot_user)
    known = (
        {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}} if already else {}
    )
    return {"channel": channel_json(call.workspace, channel), **known}


def readable(workspace: Workspace, channel: Channel) -> None:
    if workspace.bot.user_id not in channel.members:
        raise SlackError("not_in_channel")
