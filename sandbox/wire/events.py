"""Which Slack event a happening is, to which subscription it belongs, and its envelope. Pure.

https://docs.slack.dev/reference/events
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, assert_never

from sandbox.setup.manifest import Parameter
from sandbox.shapes.channels import teams_elsewhere
from sandbox.shapes.messages import message_json
from sandbox.shapes.users import user_json
from sandbox.shapes.views import view_json
from sandbox.state.happenings import (
    ChannelArchived,
    ChannelCreated,
    ChannelRenamed,
    ChannelUnarchived,
    EphemeralGone,
    EphemeralShown,
    FilesUploaded,
    FunctionEnded,
    FunctionExecuted,
    Happening,
    HomeOpened,
    MailArrived,
    MailRefused,
    MailSent,
    MemberJoined,
    MemberLeft,
    MessageChanged,
    MessageDeleted,
    MessagePosted,
    MessageScheduled,
    ReactionAdded,
    ReactionRemoved,
    Renewed,
    StoryTold,
    TeamJoined,
    UserChanged,
    ViewClosed,
    ViewShown,
)
from sandbox.state.ids import secret, slack_id
from sandbox.state.records import ChannelKind, Json, Message
from sandbox.state.workspace import Workspace

_SUBTYPES = "subtypes that Slack itself says, such as channel_join"

SENT: Mapping[str, str] = {
    "app_home_opened": "",
    "app_mention": "mentions that an edit brings",
    "app_rate_limited": "",
    "channel_archive": "",
    "channel_created": "",
    "channel_left": "",
    "channel_rename": "",
    "channel_unarchive": "",
    "function_executed": "",
    "group_archive": "",
    "group_left": "",
    "group_rename": "",
    "group_unarchive": "",
    "member_joined_channel": "",
    "member_left_channel": "",
    "message.channels": _SUBTYPES,
    "message.groups": _SUBTYPES,
    "message.im": _SUBTYPES,
    "reaction_added": "files",
    "reaction_removed": "files",
    "team_join": "",
    "user_change": "",
}
"""The subscriptions an app hears of here, each with what Slack sends beyond it."""


@dataclass(frozen=True, slots=True)
class Event:
    """`subscription` as the manifest names it; `channel` where the app has to be a member to hear of it."""

    subscription: str
    channel: str | None
    body: Json


def events_of(workspace: Workspace, happening: Happening) -> list[Event]:
    """The events Slack would send for this: none, one, or where it mentions the app two."""
    found = [_event_of(workspace, happening), _mention_event(workspace, happening)]
    return [event for event in found if event is not None]


def _event_of(workspace: Workspace, happening: Happening) -> Event | None:  # noqa: PLR0911 - one line a subject
    match happening:
        case MessagePosted() | MessageChanged() | MessageDeleted():
            return _message_event(workspace, happening)
        case ReactionAdded(user, name, message, at):
            return _reaction_event("reaction_added", user, name, message, at)
        case ReactionRemoved(user, name, message, at):
            return _reaction_event("reaction_removed", user, name, message, at)
        case HomeOpened(user, channel, tab, view, at):
            body: Json = {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab, "event_ts": at}
            shown = {"view": view_json(workspace, view)} if view and tab == "home" else {}
            return Event("app_home_opened", None, body | shown)
        case MemberJoined() | MemberLeft():
            return _membership_event(workspace, happening)
        case ChannelCreated() | ChannelRenamed() | ChannelArchived() | ChannelUnarchived():
            return _channel_event(workspace, happening)
        case TeamJoined() | UserChanged():
            return _person_event(workspace, happening)
        case FunctionExecuted():
            return _execution_event(workspace, happening)
        case (
            EphemeralShown() | EphemeralGone() | MessageScheduled() | FilesUploaded() | ViewShown() | ViewClosed()
            | FunctionEnded() | MailArrived() | MailRefused() | MailSent() | StoryTold() | Renewed()
        ):  # fmt: skip
            return None
        case _:
            assert_never(happening)


def callback(workspace: Workspace, event: Event) -> Json:
    """The envelope every event travels in."""
    organisation = workspace.enterprise_id
    bot = {"enterprise_id": organisation, "team_id": workspace.id, "user_id": workspace.bot.user_id, "is_bot": True}
    return {
        **({"enterprise_id": organisation} if organisation else {}),
        "token": workspace.verification_token,
        "team_id": workspace.id,
        "context_team_id": workspace.id,
        "context_enterprise_id": organisation,
        "api_app_id": workspace.bot.app_id,
        "event": event.body,
        "type": "event_callback",
        "event_id": workspace.mint.id("Ev"),
        "event_time": int(workspace.clock.now()),
        "authorizations": [{**bot, "is_enterprise_install": False}],
        "is_ext_shared_channel": event.channel is not None
        and bool(teams_elsewhere(workspace, workspace.channels[event.channel])),
        "event_context": f"4-{workspace.mint.token()}",
    }


def rate_limited(workspace: Workspace, minute: int) -> Json:
    """Instead of events that are dropped: no event itself, and in no envelope.

    https://docs.slack.dev/reference/events/app_rate_limited
    """
    return {
        "token": workspace.verification_token,
        "type": "app_rate_limited",
        "team_id": workspace.id,
        "minute_rate_limited": minute,
        "api_app_id": workspace.bot.app_id,
    }


def _person_event(workspace: Workspace, happening: TeamJoined | UserChanged) -> Event:
    person, at = happening.user, happening.at
    body: Json = {"user": user_json(workspace, person, email=_sees_email(workspace), locale=True), "event_ts": at}
    if isinstance(happening, TeamJoined):
        return Event("team_join", None, {"type": "team_join", **body})
    return Event("user_change", None, {"type": "user_change", "cache_ts": person.updated, **body})


def _execution_event(workspace: Workspace, happening: FunctionExecuted) -> Event:
    """Told to whoever declares the function; see https://docs.slack.dev/reference/events/function_executed ."""
    execution = happening.execution
    function = workspace.manifest.functions[execution.function]
    known = {
        "id": slack_id("Fn", workspace.id, function.callback_id),
        "callback_id": function.callback_id,
        "title": function.title,
        "description": function.description,
        "type": "app",
        "input_parameters": _parameters(function.inputs),
        "output_parameters": _parameters(function.outputs),
        "app_id": workspace.bot.app_id,
        "date_created": int(workspace.clock.now()),
        "date_updated": int(workspace.clock.now()),
        "date_deleted": 0,
    }
    body: Json = {
        "type": "function_executed",
        "function": known,
        "inputs": execution.inputs,
        "function_execution_id": execution.id,
        "workflow_execution_id": execution.workflow,
        "event_ts": happening.at,
        "bot_access_token": f"xwfp-{secret('workflow', execution.id)[:24]}",
    }
    return Event("function_executed", None, body)


def _parameters(declared: Mapping[str, Parameter]) -> list[Json]:
    return [{"name": name, **asdict(parameter)} for name, parameter in declared.items()]


def _message_event(workspace: Workspace, happening: MessagePosted | MessageChanged | MessageDeleted) -> Event:
    match happening:
        case MessagePosted(message):
            shown = message_json(workspace, message, metadata=True)
            body = {key: value for key, value in shown.items() if key != "app_id"} | {"event_ts": message.ts}
            if message.files and not message.subtype:
                body["subtype"] = "file_share"
        case MessageChanged(message, previous, at):
            body = {
                "type": "message",
                "subtype": "message_changed",
                "message": message_json(workspace, message, metadata=True),
                "previous_message": message_json(workspace, previous, metadata=True),
                "hidden": True,
                "ts": at,
                "event_ts": at,
            }
        case MessageDeleted(message, at):
            body = {
                "type": "message",
                "subtype": "message_deleted",
                "deleted_ts": message.ts,
                "previous_message": message_json(workspace, message, metadata=True),
                "hidden": True,
                "ts": at,
                "event_ts": at,
            }
    subscription, kind = _HEARD_AS[workspace.channels[message.channel].kind]
    return Event(subscription, message.channel, body | {"channel": message.channel, "channel_type": kind})


def _mention_event(workspace: Workspace, happening: Happening) -> Event | None:
    """Said again to the app that is named, in channels only: a direct message is to it anyway."""
    bot = workspace.bot.user_id
    match happening:
        case MessagePosted(message) if message.user != bot and bot in message.mentions.users:
            if workspace.channels[message.channel].is_im:
                return None
            shown = message_json(workspace, message)
            body = {key: shown[key] for key in _IN_A_MENTION if key in shown}
            known: Json = {"type": "app_mention", "channel": message.channel, "event_ts": message.ts}
            return Event("app_mention", message.channel, body | known)
        case _:
            return None


_IN_A_MENTION = ("client_msg_id", "user", "team", "text", "ts", "thread_ts", "parent_user_id", "subtype", "files")

_HEARD_AS: Mapping[ChannelKind, tuple[str, str]] = {
    "public_channel": ("message.channels", "channel"),
    "private_channel": ("message.groups", "group"),
    "im": ("message.im", "im"),
}
"""The subscription for the messages of a channel, and the `channel_type` they carry."""


def _membership_event(workspace: Workspace, happening: MemberJoined | MemberLeft) -> Event | None:
    """Of a private channel only with the scope for such; the app that has been sent away is told so."""
    channel = workspace.channels[happening.channel]
    if channel.is_private and "groups:read" not in workspace.manifest.scopes:
        return None
    if isinstance(happening, MemberLeft) and happening.user == workspace.bot.user_id:
        left = "group_left" if channel.is_private else "channel_left"
        return Event(left, None, {"type": left, "channel": channel.id, "event_ts": happening.at})
    body: Json = {
        "user": happening.user,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": workspace.id,
        **({"enterprise": workspace.enterprise_id} if workspace.enterprise_id else {}),
        "event_ts": happening.at,
    }
    if isinstance(happening, MemberLeft):
        return Event("member_left_channel", channel.id, {"type": "member_left_channel", **body})
    known = {"inviter": happening.inviter} if happening.inviter else {}
    return Event("member_joined_channel", channel.id, {"type": "member_joined_channel", **body, **known})


def _channel_event(
    workspace: Workspace, happening: ChannelCreated | ChannelRenamed | ChannelArchived | ChannelUnarchived
) -> Event | None:
    """What becomes of a public channel everybody hears; of a private one, under another name, who is in it."""
    channel = workspace.channels[happening.channel]
    family, audience = ("group", channel.id) if channel.is_private else ("channel", None)
    body: Json
    match happening:
        case ChannelCreated() if channel.is_private:
            return None
        case ChannelCreated(_, user, at):
            made = {"id": channel.id, "name": channel.name, "created": channel.created, "creator": user}
            return Event("channel_created", None, {"type": "channel_created", "channel": made, "event_ts": at})
        case ChannelRenamed(_, at):
            shown: Json = {"id": channel.id, "name": channel.name, "name_normalized": channel.name}
            shown |= {"created": channel.created, "is_channel": not channel.is_private, "is_mpim": False}
            kind, body = f"{family}_rename", {"channel": shown, "event_ts": at}
        case ChannelArchived(_, user, at):
            kind, body = f"{family}_archive", {"channel": channel.id, "user": user, "is_moved": 0, "event_ts": at}
        case ChannelUnarchived(_, user, at):
            kind, body = f"{family}_unarchive", {"channel": channel.id, "user": user, "event_ts": at}
    return Event(kind, audience, {"type": kind, **body})


def _reaction_event(kind: str, user: str, name: str, message: Message, at: str) -> Event:
    body: dict[str, Any] = {
        "type": kind,
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "item_user": message.user,
        "event_ts": at,
    }
    return Event(kind, message.channel, body)


def _sees_email(workspace: Workspace) -> bool:
    return "users:read.email" in workspace.manifest.scopes
