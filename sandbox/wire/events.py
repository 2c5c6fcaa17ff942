"""Which Slack event a happening is, to which subscription it belongs, and its envelope. Pure.

https://docs.slack.dev/reference/events
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from sandbox.shapes.messages import message_json
from sandbox.shapes.users import user_json
from sandbox.shapes.views import view_json
from sandbox.state.happenings import (
    EphemeralGone,
    EphemeralShown,
    Happening,
    HomeOpened,
    MailArrived,
    MailRefused,
    MailSent,
    MemberJoined,
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
from sandbox.state.records import Channel, Json, Message
from sandbox.state.workspace import Workspace

SENT: Mapping[str, str] = {
    "app_home_opened": "",
    "member_joined_channel": "",
    "message.channels": "subtypes other than changed, deleted and thread_broadcast",
    "message.im": "subtypes other than changed, deleted and thread_broadcast",
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


def event_of(workspace: Workspace, happening: Happening) -> Event | None:
    """The event Slack would send for this, or `None` if it sends none."""
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
        case MemberJoined(user, channel, at):
            body = {"type": "member_joined_channel", "user": user, "channel": channel, "channel_type": "C"}
            return Event("member_joined_channel", channel, body | {"team": workspace.id, "event_ts": at})
        case TeamJoined(person, at):
            shown = user_json(workspace, person, email=_sees_email(workspace), locale=True)
            return Event("team_join", None, {"type": "team_join", "user": shown, "event_ts": at})
        case UserChanged(person, at):
            shown = user_json(workspace, person, email=_sees_email(workspace), locale=True)
            body = {"type": "user_change", "user": shown, "cache_ts": person.updated, "event_ts": at}
            return Event("user_change", None, body)
        case (
            EphemeralShown() | EphemeralGone() | MessageScheduled() | ViewShown() | ViewClosed()
            | MailArrived() | MailRefused() | MailSent() | StoryTold() | Renewed()
        ):  # fmt: skip
            return None
        case _:
            assert_never(happening)


def callback(workspace: Workspace, event: Event) -> Json:
    """The envelope every event travels in."""
    bot = {"enterprise_id": None, "team_id": workspace.id, "user_id": workspace.bot.user_id, "is_bot": True}
    return {
        "token": workspace.verification_token,
        "team_id": workspace.id,
        "context_team_id": workspace.id,
        "context_enterprise_id": None,
        "api_app_id": workspace.bot.app_id,
        "event": event.body,
        "type": "event_callback",
        "event_id": workspace.mint.id("Ev"),
        "event_time": int(workspace.clock.now()),
        "authorizations": [{**bot, "is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": f"4-{workspace.mint.token()}",
    }


def _message_event(workspace: Workspace, happening: MessagePosted | MessageChanged | MessageDeleted) -> Event:
    match happening:
        case MessagePosted(message):
            shown = message_json(workspace, message, metadata=True)
            body = {key: value for key, value in shown.items() if key != "app_id"} | {"event_ts": message.ts}
        case MessageChanged(message, previous):
            body = {
                "type": "message",
                "subtype": "message_changed",
                "message": message_json(workspace, message, metadata=True),
                "previous_message": message_json(workspace, previous, metadata=True),
                "hidden": True,
                "ts": message.edited,
                "event_ts": message.edited,
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
    kind = _channel_kind(workspace.channels[message.channel])
    subscription = "message.im" if kind == "im" else "message.channels"
    return Event(subscription, message.channel, body | {"channel": message.channel, "channel_type": kind})


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


def _channel_kind(channel: Channel) -> str:
    return "im" if channel.is_im else "channel"


def _sees_email(workspace: Workspace) -> bool:
    return "users:read.email" in workspace.manifest.scopes
