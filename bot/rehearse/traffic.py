"""Counts what the bot posted: to each person, to the channel, and what it edited. Answers to a line do not count."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sandbox import Message, Workspace
from sandbox.state.happenings import MessageChanged, MessagePosted

CHANNEL = ""


@dataclass(frozen=True, slots=True)
class Share:
    """`messages` posted to this place, `mentions` in the channel by name, `edits` of messages there."""

    messages: int
    mentions: int
    edits: int


def traffic(workspace: Workspace) -> Mapping[str, Share]:
    """Each person's share by the plan's key, in the plan's order, and the channel's under ""."""
    posted: Counter[str] = Counter()
    edited: Counter[str] = Counter()
    mentioned: Counter[str] = Counter()
    for happening in workspace.happenings:
        match happening:
            case MessagePosted(message) if message.bot_id:
                posted[_place(workspace, message)] += 1
                mentioned.update(_mentioned(workspace, message))
            case MessageChanged(message) if message.bot_id:
                edited[_place(workspace, message)] += 1
            case _:
                pass
    places = [user.key for user in workspace.people] + [CHANNEL]
    return {place: Share(posted[place], mentioned[place], edited[place]) for place in places}


def _place(workspace: Workspace, message: Message) -> str:
    partner = workspace.channels[message.channel].partner
    return workspace.users[partner].key if partner else CHANNEL


def _mentioned(workspace: Workspace, message: Message) -> list[str]:
    """Whom a post in the channel calls by name, and the channel where it calls everybody."""
    if _place(workspace, message) != CHANNEL:
        return []
    mentions = message.mentions
    everybody = [CHANNEL] if mentions.channel or mentions.here or mentions.everyone else []
    return [*(workspace.users[user].key for user in mentions.users), *everybody]
