"""Emoji under messages: one person, one emoji, one tone, once."""

from dataclasses import replace

from sandbox.state.happenings import ReactionAdded, ReactionRemoved
from sandbox.state.records import Message, Reaction
from sandbox.state.workspace import Workspace

REACTIONS_LIMIT = 50
"""Different emoji on one message, beyond which Slack says `too_many_emoji`."""


def has_reacted(message: Message, user: str, name: str) -> bool:
    return any(reaction.name == name and user in reaction.users for reaction in message.reactions)


def add(workspace: Workspace, message: Message, user: str, name: str) -> Message:
    """The caller has made sure that it is not there yet."""
    known = {reaction.name: reaction.users for reaction in message.reactions}
    known[name] = (*known.get(name, ()), user)
    return _keep(workspace, message, known, added=(user, name))


def remove(workspace: Workspace, message: Message, user: str, name: str) -> Message:
    known = {reaction.name: reaction.users for reaction in message.reactions}
    known[name] = tuple(other for other in known[name] if other != user)
    return _keep(workspace, message, known, removed=(user, name))


def _keep(
    workspace: Workspace,
    message: Message,
    reactions: dict[str, tuple[str, ...]],
    *,
    added: tuple[str, str] | None = None,
    removed: tuple[str, str] | None = None,
) -> Message:
    with workspace.change():
        kept = tuple(Reaction(name, users) for name, users in reactions.items() if users)
        changed = replace(message, reactions=kept)
        workspace.channels[message.channel].messages[message.ts] = changed
        if added:
            workspace.tell(ReactionAdded(*added, changed, workspace.ts()))
        if removed:
            workspace.tell(ReactionRemoved(*removed, changed, workspace.ts()))
    return changed
