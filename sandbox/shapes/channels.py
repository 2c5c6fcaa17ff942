"""A channel or a conversation as the JSON Slack sends. Key names are Slack's; nothing is decided here."""

from sandbox.shapes.users import home_of
from sandbox.state.records import Channel, Json
from sandbox.state.workspace import Workspace


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
    shared_with = teams_elsewhere(workspace, channel)
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
        "previous_names": list(channel.previous_names),
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "shared_team_ids": [workspace.id, *shared_with],
    }
    shown |= dict.fromkeys(
        (
            "is_im",
            "is_mpim",
            "is_org_shared",
            "is_pending_ext_shared",
        ),
        False,
    )
    shown |= dict.fromkeys(("is_shared", "is_ext_shared"), bool(shared_with))
    # the older private channels have another kind of id, and are called groups
    is_group = channel.is_private and channel.id.startswith("G")
    shown |= {"is_channel": not is_group, "is_group": is_group, "is_private": channel.is_private}
    shown |= {"is_archived": channel.is_archived, "is_general": channel.is_general}
    return shown | ({"num_members": len(channel.members)} if count else {})


def teams_elsewhere(workspace: Workspace, channel: Channel) -> list[str]:
    """The workspaces of other companies that the channel is shared with."""
    people = (workspace.users[member] for member in channel.members)
    return list(dict.fromkeys(home_of(workspace, person) for person in people if person.is_foreign))
