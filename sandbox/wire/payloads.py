"""What Slack sends when a person does something: slash commands, block actions, submitted and closed views.

Pure but for the ids it mints.

https://docs.slack.dev/reference/interaction-payloads
"""

from collections.abc import Iterator
from typing import Any, Literal

from sandbox.blockkit import older
from sandbox.changes.modals import give_trigger
from sandbox.shapes.messages import message_json
from sandbox.shapes.users import home_of
from sandbox.shapes.views import view_json
from sandbox.state.records import Channel, ChannelKind, Json, Message, ResponseUrl, User, View
from sandbox.state.workspace import Workspace

ResponseUrlKind = Literal["commands", "actions", "app"]
"""How the path of a response_url begins: by what it answers, `app` for shortcuts and forms."""


def command_payload(workspace: Workspace, user: User, channel: Channel, command: str, text: str, base_url: str) -> Json:
    """Flat strings, as in the form Slack posts. The workspace is the one it was typed in, wherever she is at home."""
    organisation: Json = {}
    if workspace.enterprise_id:
        organisation = {"enterprise_id": workspace.enterprise_id, "enterprise_name": workspace.team.enterprise}
    return {
        "token": workspace.verification_token,
        "team_id": workspace.id,
        "team_domain": workspace.team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user.id,
        "user_name": user.key,
        "command": command,
        "text": text,
        "api_app_id": workspace.bot.app_id,
        "is_enterprise_install": "false",
        **organisation,
        "response_url": new_response_url(workspace, channel.id, user.id, None, base_url, "commands"),
        "trigger_id": give_trigger(workspace, user.id),
    }


def message_action(
    workspace: Workspace, user: User, message: Message, action: Json, state: Json, base_url: str
) -> Json:
    """A click under a message. Slack leaves the message out where it is ephemeral."""
    channel = workspace.channels[message.channel]
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    attachment = message.attachment_with(action["block_id"])
    if attachment is not None:
        container |= {"type": "message_attachment", "attachment_id": attachment["id"], "is_app_unfurl": False}
    shown = {} if message.ephemeral_to else {"message": message_json(workspace, message, metadata=True)}
    return {
        **_interaction(workspace, user, "block_actions"),
        "container": container,
        "trigger_id": give_trigger(workspace, user.id),
        "channel": {"id": channel.id, "name": channel_name(channel)},
        **shown,
        "state": {"values": state},
        "response_url": new_response_url(workspace, channel.id, user.id, message.ts, base_url, "actions"),
        "actions": [action],
    }


def older_action(workspace: Workspace, user: User, message: Message, attachment: Json, action: Json, base: str) -> Json:
    """A button or menu of an attachment from before Block Kit; what it names, Slack's samples of it name.

    https://docs.slack.dev/legacy/legacy-messaging/legacy-message-buttons
    """
    channel = workspace.channels[message.channel]
    common = _interaction(workspace, user, "interactive_message")
    shown = {} if message.ephemeral_to else {"original_message": message_json(workspace, message)}
    return {
        **{key: value for key, value in common.items() if key != "api_app_id"},
        "user": {"id": user.id, "name": user.key, "team_id": home_of(workspace, user)},
        "actions": [older.told(attachment, action)],
        "callback_id": attachment["callback_id"],
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "action_ts": action["action_ts"],
        "message_ts": message.ts,
        "attachment_id": str(attachment["id"]),
        "is_app_unfurl": False,
        **shown,
        "response_url": new_response_url(workspace, channel.id, user.id, message.ts, base, "actions"),
        "trigger_id": give_trigger(workspace, user.id),
    }


def shortcut(workspace: Workspace, user: User, callback_id: str) -> Json:
    """A global shortcut: it knows of no channel, and Slack's samples of it name no app."""
    common = _interaction(workspace, user, "shortcut")
    return {
        **{key: value for key, value in common.items() if key != "api_app_id"},
        "action_ts": workspace.ts(),
        "callback_id": callback_id,
        "trigger_id": give_trigger(workspace, user.id),
    }


def message_shortcut(workspace: Workspace, user: User, message: Message, callback_id: str, base_url: str) -> Json:
    """A shortcut out of the menu of a message, which comes with it."""
    channel = workspace.channels[message.channel]
    return {
        **shortcut(workspace, user, callback_id),
        "type": "message_action",
        "user": {"id": user.id, "name": user.key, "team_id": home_of(workspace, user)},
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "message": message_json(workspace, message),
        "response_url": new_response_url(workspace, channel.id, user.id, None, base_url, "app"),
    }


def view_action(workspace: Workspace, user: User, view: View, action: Json) -> Json:
    return {
        **_interaction(workspace, user, "block_actions"),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": give_trigger(workspace, user.id, view.id),
        "view": view_json(workspace, view),
        "actions": [action],
    }


def view_submission(workspace: Workspace, user: User, view: View, base_url: str) -> Json:
    return {
        **_interaction(workspace, user, "view_submission"),
        **_submitted_in(workspace, user),
        "trigger_id": give_trigger(workspace, user.id, view.id),
        "view": view_json(workspace, view),
        "response_urls": list(_response_urls(workspace, user, view, base_url)),
    }


def _response_urls(workspace: Workspace, user: User, view: View, base_url: str) -> Iterator[Json]:
    """One for each conversation that was chosen where the form says that it is to be answered.

    https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
    """
    for block in view.blocks:
        element = block.get("element", {})
        if not element.get("response_url_enabled"):
            continue
        chosen = view.state[block["block_id"]][element["action_id"]]
        channel = chosen.get("selected_conversation") or chosen.get("selected_channel")
        if channel:
            url = new_response_url(workspace, channel, user.id, None, base_url, "app")
            names = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": channel}
            yield {**names, "response_url": url}


def view_closed(workspace: Workspace, user: User, view: View, *, cleared: bool) -> Json:
    return {
        **_interaction(workspace, user, "view_closed"),
        **_submitted_in(workspace, user),
        "view": view_json(workspace, view),
        "is_cleared": cleared,
    }


def _submitted_in(workspace: Workspace, user: User) -> Json:
    """A view, unlike a click, names the workspace of whoever is from elsewhere (slackapi/bolt-js#1614)."""
    return {"team": {"id": home_of(workspace, user), "domain": "elsewhere"}} if user.is_foreign else {}


def channel_name(channel: Channel) -> str:
    """A private channel's name is told to nobody this way: Slack has always called it the same."""
    names: dict[ChannelKind, str] = {"im": "directmessage", "private_channel": "privategroup"}
    return names.get(channel.kind, channel.name)


def new_response_url(
    workspace: Workspace, channel: str, user: str, message_ts: str | None, base_url: str, kind: ResponseUrlKind
) -> str:
    with workspace.change():
        token = workspace.mint.token()
        workspace.response_urls[token] = ResponseUrl(token, channel, user, workspace.clock.now(), message_ts)
    return f"{base_url}/{kind}/{workspace.id}/{token}"


def _interaction(workspace: Workspace, user: User, kind: str) -> dict[str, Any]:
    """The team is the workspace the app is in; the person's own may be another (slackapi/bolt-js#1875)."""
    team: Json = {"id": workspace.id, "domain": workspace.team.domain}
    enterprise: Json | None = None
    if workspace.enterprise_id:
        enterprise = {"id": workspace.enterprise_id, "name": workspace.team.enterprise}
        team |= {f"enterprise_{key}": value for key, value in enterprise.items()}
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.key, "name": user.key, "team_id": home_of(workspace, user)},
        "api_app_id": workspace.bot.app_id,
        "token": workspace.verification_token,
        "team": team,
        "enterprise": enterprise,
        "is_enterprise_install": False,
    }
