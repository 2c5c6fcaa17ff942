"""What people do with channels, and Slack's own commands for it: `PermissionError` where its client would not let them.

https://slack.com/help/articles/201259356-Slash-commands-in-Slack
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sandbox.changes import channels, membership, posting
from sandbox.people.composing import message_text
from sandbox.state.records import Channel, User
from sandbox.state.workspace import Workspace

_NAME: Final = re.compile(r"[^\s.,#@A-Z!?:;/]{1,80}")


def create(workspace: Workspace, user: User, name: str, *, is_private: bool) -> Channel:
    _full_member(user, "create channels")
    return channels.create(workspace, _free(workspace, name), user.id, is_private=is_private)


def join(workspace: Workspace, user: User, channel: Channel) -> None:
    """By looking through the channels: private ones are not among them, and a guest waits to be asked in."""
    if channel.is_private:
        raise PermissionError(f"#{channel.name} is private: somebody who is in it has to invite {user.key}.")
    _full_member(user, "join channels on their own")
    _open(channel)
    membership.join(workspace, channel, user.id)


def invite(workspace: Workspace, user: User, channel: Channel, whom: str) -> None:
    _full_member(user, "invite others")
    _inside(user, channel)
    _open(channel)
    invited = _known(workspace, whom)
    if invited.id in channel.members:
        raise ValueError(f"{invited.key} is already in #{channel.name}.")
    if invited.is_single_channel_guest and any(invited.id in each.members for each in _rooms(workspace)):
        raise PermissionError(f"{invited.key} is a single-channel guest, and is in a channel already.")
    membership.join(workspace, channel, invited.id, inviter=user.id)


def remove(workspace: Workspace, user: User, channel: Channel, whom: str) -> None:
    _full_member(user, "remove others")
    _inside(user, channel)
    removed = _known(workspace, whom)
    if removed.id not in channel.members:
        raise ValueError(f"{removed.key} is not in #{channel.name}.")
    membership.leave(workspace, channel, removed.id)


def leave(workspace: Workspace, user: User, channel: Channel, _: str = "") -> None:
    membership.leave(workspace, channel, user.id)


def rename(workspace: Workspace, user: User, channel: Channel, name: str) -> None:
    _full_member(user, "rename channels")
    _inside(user, channel)
    channels.rename(workspace, channel, _free(workspace, name))


def archive(workspace: Workspace, user: User, channel: Channel, _: str = "") -> None:
    _full_member(user, "archive channels")
    _inside(user, channel)
    if channel.is_general or channel.is_archived:
        raise PermissionError(f"#{channel.name} cannot be archived.")
    channels.archive(workspace, channel, user.id)


def unarchive(workspace: Workspace, user: User, channel: Channel) -> None:
    _full_member(user, "bring channels back")
    if not channel.is_archived:
        raise ValueError(f"#{channel.name} is not archived.")
    channels.unarchive(workspace, channel, user.id)


def speak_of_oneself(workspace: Workspace, user: User, channel: Channel, text: str) -> None:
    """`/me waves`."""
    posting.post(workspace, channel, user.id, posting.Draft(message_text(workspace, text), is_me=True))


@dataclass(frozen=True, slots=True)
class OwnCommand:
    """`does` it with the channel it was typed in and the rest of the line."""

    does: Callable[[Workspace, User, Channel, str], None]
    description: str
    usage_hint: str = ""


SLACKS_OWN: Final[Mapping[str, OwnCommand]] = {
    "/invite": OwnCommand(invite, "ask somebody, or an app, into this channel", "@name"),
    "/remove": OwnCommand(remove, "send somebody out of this channel", "@name"),
    "/me": OwnCommand(speak_of_oneself, "say what you do, in italics", "text"),
    "/leave": OwnCommand(leave, "leave this channel"),
    "/rename": OwnCommand(rename, "give this channel another name", "new-name"),
    "/archive": OwnCommand(archive, "put this channel away"),
}
"""What everybody can type, whatever apps there are."""


def _known(workspace: Workspace, whom: str) -> User:
    """By mention, id, key or name."""
    mention = re.match(r"<@(\w+)", whom)
    try:
        return workspace.user(mention[1] if mention else whom.strip())
    except KeyError as nobody:
        raise ValueError(str(nobody.args[0])) from None


def _free(workspace: Workspace, name: str) -> str:
    wanted = name.strip().removeprefix("#")
    if not _NAME.fullmatch(wanted):
        raise ValueError(
            f"“{wanted}” is no name of a channel: lower case, no blanks, no full stops, at most 80 characters."
        )
    if any(channel.name == wanted for channel in _rooms(workspace)):
        raise ValueError(f"There is a channel #{wanted} already.")
    return wanted


def _rooms(workspace: Workspace) -> list[Channel]:
    return [channel for channel in workspace.channels.values() if not channel.is_im]


def _full_member(user: User, deed: str) -> None:
    if user.is_guest or user.is_foreign:
        raise PermissionError(f"{user.key} is here as a guest, and guests do not {deed}.")


def _inside(user: User, channel: Channel) -> None:
    if channel.is_im or user.id not in channel.members:
        raise PermissionError(f"{user.key} is not in a channel where this could be done.")


def _open(channel: Channel) -> None:
    if channel.is_archived:
        raise PermissionError(f"#{channel.name} is archived.")
