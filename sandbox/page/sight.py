"""What one person sees of the workspace, as JSON for her page: all of it at once, and each change. Decides nothing."""

from typing import assert_never

from sandbox.blockkit import older
from sandbox.people.channels import SLACKS_OWN
from sandbox.shapes.messages import message_json
from sandbox.shapes.views import view_json
from sandbox.state.emoji import CHARACTERS
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
from sandbox.state.records import Channel, Json, Message, User, View
from sandbox.state.workspace import Workspace


def snapshot(workspace: Workspace, user: User) -> Json:
    """Everything `user` sees now. Her ephemeral messages are among it: the page knows which it may still show."""
    with workspace.change():
        return {
            "type": "snapshot",
            "me": user.id,
            "team": {
                "id": workspace.id,
                "name": workspace.team.name,
                "channel": workspace.home.name,
                "opened": min(channel.created for channel in workspace.channels.values()),
            },
            "bot": {"user": workspace.bot.user_id, "name": workspace.bot.name, "app": workspace.manifest.name},
            "tabs": {
                "home": workspace.manifest.home_tab,
                "messages": workspace.manifest.messages_tab,
                "readOnly": workspace.manifest.messages_read_only,
            },
            "now": workspace.clock.now(),
            "commands": [
                {"name": command.name, "description": command.description, "hint": command.usage_hint}
                for command in workspace.manifest.commands.values()
            ]
            + [
                {"name": name, "description": own.description, "hint": own.usage_hint}
                for name, own in SLACKS_OWN.items()
            ],
            "shortcuts": [each.name for each in workspace.manifest.shortcuts if each.kind == "message"],
            "everywhere": [each.name for each in workspace.manifest.shortcuts if each.kind == "global"],
            "emoji": CHARACTERS,
            "users": [_user(other) for other in workspace.users.values()],
            "channels": [_channel(workspace, channel, user) for channel in _own(workspace, user)],
            "waiting": _waiting(workspace),
            "modals": _stack(workspace, user),
            "home": _home(workspace, user),
            "story": _story(workspace, user),
        }


def change(workspace: Workspace, user: User, happening: Happening) -> Json | None:
    """What `happening` changes for `user`; None if she sees nothing of it."""
    match happening:
        case (
            MessagePosted() | MessageChanged() | MessageDeleted() | ReactionAdded() | ReactionRemoved()
            | EphemeralShown() | EphemeralGone()
        ):  # fmt: skip
            return _talk(workspace, user, happening)
        case (
            MemberJoined() | MemberLeft()
            | ChannelCreated() | ChannelRenamed() | ChannelArchived() | ChannelUnarchived()
        ):  # fmt: skip
            return _place(workspace, user, happening)
        case TeamJoined(other) | UserChanged(other):
            return {"type": "user", "user": _user(other)}
        case ViewShown(view) | ViewClosed(view):
            return _view(workspace, user, view)
        case MailArrived(mail) | MailSent(mail):
            return {"type": "mail", "number": mail.number, "hers": mail.concerns(user.email)}
        case StoryTold() | Renewed():
            return _anew(workspace, user, happening)
        case (
            MessageScheduled() | FilesUploaded() | HomeOpened() | MailRefused() | FunctionExecuted() | FunctionEnded()
        ):  # fmt: skip
            return None
        case _:
            assert_never(happening)


Place = MemberJoined | MemberLeft | ChannelCreated | ChannelRenamed | ChannelArchived | ChannelUnarchived


def _place(workspace: Workspace, user: User, happening: Place) -> Json | None:
    channel = workspace.channels[happening.channel]
    if user.id in channel.members:
        return {"type": "channel", "channel": _channel(workspace, channel, user)}
    return {"type": "left", "channel": channel.id} if isinstance(happening, MemberLeft) else None


Talk = (
    MessagePosted | MessageChanged | MessageDeleted | ReactionAdded | ReactionRemoved | EphemeralShown | EphemeralGone
)


def _talk(workspace: Workspace, user: User, happening: Talk) -> Json | None:
    match happening:
        case MessagePosted(message):
            return _message_for(workspace, user, message) or _stir(workspace, message)
        case MessageDeleted(previous=message) | EphemeralGone(message):
            gone = {"type": "gone", "channel": message.channel, "ts": message.ts}
            return gone if _sees(workspace, user, message) else None
        case _:
            return _message_for(workspace, user, happening.message)


def _anew(workspace: Workspace, user: User, happening: StoryTold | Renewed) -> Json:
    match happening:
        case StoryTold():
            return {"type": "story", "story": _story(workspace, user)}
        case Renewed():
            return snapshot(workspace, user)


def _own(workspace: Workspace, user: User) -> list[Channel]:
    return [channel for channel in workspace.channels.values() if user.id in channel.members]


def _sees(workspace: Workspace, user: User, message: Message) -> bool:
    if message.ephemeral_to is not None:
        return message.ephemeral_to == user.id
    return user.id in workspace.channels[message.channel].members


def _message_for(workspace: Workspace, user: User, message: Message) -> Json | None:
    if not _sees(workspace, user, message):
        return None
    return {"type": "message", "message": _message(workspace, message)}


def _stir(workspace: Workspace, message: Message) -> Json | None:
    """Somebody else has a new private message: her picture in the people bar gets a dot."""
    partner = workspace.channels[message.channel].partner
    return {"type": "stir", "user": partner, "ts": message.ts} if partner and message.bot_id else None


def _waiting(workspace: Workspace) -> Json:
    """Each person's last private message from the app."""
    return {
        channel.partner: ts
        for channel in workspace.channels.values()
        if channel.partner
        and (ts := max((message.ts for message in channel.messages.values() if message.bot_id), default=None))
    }


def _message(workspace: Workspace, message: Message) -> Json:
    private = {"ephemeral": True} if message.ephemeral_to else {}
    attached = [{**each, "controls": older.block_of(each)} for each in message.attachments]
    shown = {"attachments": attached} if attached else {}
    return {**message_json(workspace, message), "channel": message.channel, **shown, **private}


def _channel(workspace: Workspace, channel: Channel, user: User) -> Json:
    ephemerals = [m for m in workspace.ephemerals if m.channel == channel.id and m.ephemeral_to == user.id]
    return {
        "id": channel.id,
        "name": channel.name,
        "direct": channel.is_im,
        "private": channel.is_private,
        "archived": channel.is_archived,
        "members": list(channel.members),
        "messages": [_message(workspace, message) for message in (*channel.messages.values(), *ephemerals)],
    }


def _user(user: User) -> Json:
    return {
        "id": user.id,
        "key": user.key,
        "name": user.name,
        "zone": user.tz,
        "locale": user.locale,
        "bot": user.is_bot,
        "guest": user.is_guest,
        "deleted": user.deleted,
    }


def _view(workspace: Workspace, user: User, view: View) -> Json | None:
    if view.user != user.id:
        return None
    if view.content["type"] == "home":
        return {"type": "home", "view": view_json(workspace, view)}
    return {"type": "modals", "stack": _stack(workspace, user)}


def _stack(workspace: Workspace, user: User) -> list[Json]:
    return [view_json(workspace, workspace.views[name]) for name in workspace.modals.get(user.id, ())]


def _home(workspace: Workspace, user: User) -> Json | None:
    view = workspace.views.get(workspace.homes.get(user.id, ""))
    return view_json(workspace, view) if view else None


def _story(workspace: Workspace, user: User) -> Json | None:
    return workspace.story.told_to(user) if workspace.story else None
