"""Channels come, are renamed, put away and brought back. Their ids stay; who may do so is decided elsewhere."""

from sandbox.state.happenings import ChannelArchived, ChannelCreated, ChannelRenamed, ChannelUnarchived
from sandbox.state.records import Channel
from sandbox.state.workspace import Workspace


def create(workspace: Workspace, name: str, creator: str, *, is_private: bool) -> Channel:
    """A new channel with nobody but its creator in it."""
    with workspace.change():
        channel = Channel(
            workspace.mint.id("C"), name, creator, int(workspace.clock.now()), {creator: None}, is_private=is_private
        )
        workspace.channels[channel.id] = channel
        workspace.tell(ChannelCreated(channel.id, creator, workspace.ts()))
    return channel


def rename(workspace: Workspace, channel: Channel, name: str) -> None:
    """From now on it is found by the new name only."""
    with workspace.change():
        channel.previous_names = (channel.name, *channel.previous_names)
        channel.name = name
        workspace.tell(ChannelRenamed(channel.id, workspace.ts()))


def archive(workspace: Workspace, channel: Channel, user: str) -> None:
    with workspace.change():
        channel.is_archived = True
        workspace.tell(ChannelArchived(channel.id, user, workspace.ts()))


def unarchive(workspace: Workspace, channel: Channel, user: str) -> None:
    with workspace.change():
        channel.is_archived = False
        workspace.tell(ChannelUnarchived(channel.id, user, workspace.ts()))
