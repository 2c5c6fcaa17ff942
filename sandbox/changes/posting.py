"""Messages come, change and go: what a channel holds afterwards, and who is told.

Who may do so is decided elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sandbox.blockkit import every_block, interactive_elements
from sandbox.blockkit.older import numbered
from sandbox.state.happenings import EphemeralGone, EphemeralShown, MessageChanged, MessageDeleted, MessagePosted
from sandbox.state.records import Channel, Json, Message
from sandbox.state.workspace import Workspace

TEXT_LIMIT = 40_000
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to say."""

    text: str = ""
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    metadata: Json | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    username: str | None = None
    icon_emoji: str | None = None
    client_msg_id: str | None = None
    files: tuple[str, ...] = ()
    is_me: bool = False


def post(workspace: Workspace, channel: Channel, author: str, draft: Draft) -> Message:
    with workspace.change():
        message = _written(workspace, channel.id, author, draft)
        channel.messages[message.ts] = message
        if message.thread_ts is not None:
            channel.threads.setdefault(message.thread_ts, []).append(message.ts)
        workspace.tell(MessagePosted(message))
    return message


def show_ephemeral(workspace: Workspace, channel: str, to: str, draft: Draft) -> Message:
    """Only `to` sees it, and only until she reloads."""
    with workspace.change():
        message = replace(_written(workspace, channel, workspace.bot.user_id, draft), ephemeral_to=to)
        workspace.ephemerals.append(message)
        workspace.tell(EphemeralShown(message))
    return message


def change(workspace: Workspace, message: Message, **changes: Any) -> Message:
    """Put `changes` in place of the message's own; blocks get their ids. Mark it edited."""
    with workspace.change():
        if "blocks" in changes:
            changes["blocks"] = tuple(_completed(workspace, block) for block in changes["blocks"])
        if "attachments" in changes:
            changes["attachments"] = _attached(workspace, changes["attachments"])
        at = workspace.ts()
        return _put(workspace, replace(message, edited=at, **changes), at)


def unfurl(workspace: Workspace, message: Message, attachments: tuple[Json, ...]) -> Message:
    """Slack has looked at a link in it and shows what is there. Nobody has edited it: only the attachments are new."""
    with workspace.change():
        return _put(workspace, replace(message, attachments=(*message.attachments, *attachments)), workspace.ts())


def _put(workspace: Workspace, changed: Message, at: str) -> Message:
    messages = workspace.channels[changed.channel].messages
    previous, messages[changed.ts] = messages[changed.ts], changed
    workspace.tell(MessageChanged(changed, previous, at))
    return changed


def delete(workspace: Workspace, message: Message) -> None:
    """The first message of a thread leaves a stone in its place, so that the replies still hang on something."""
    with workspace.change():
        channel = workspace.channels[message.channel]
        if channel.threads.get(message.ts):
            stone = Message(message.ts, message.channel, SLACKBOT, "This message was deleted.", is_tombstone=True)
            _put(workspace, stone, workspace.ts())
            return
        del channel.messages[message.ts]
        if message.thread_ts is not None:
            channel.threads[message.thread_ts].remove(message.ts)
        workspace.tell(MessageDeleted(message, workspace.ts()))


def replace_ephemeral(workspace: Workspace, message: Message, draft: Draft) -> Message:
    with workspace.change():
        changed = replace(
            _written(workspace, message.channel, message.user, draft), ts=message.ts, ephemeral_to=message.ephemeral_to
        )
        workspace.ephemerals[workspace.ephemerals.index(message)] = changed
        workspace.tell(EphemeralShown(changed))
    return changed


def remove_ephemeral(workspace: Workspace, message: Message) -> None:
    with workspace.change():
        workspace.ephemerals.remove(message)
        workspace.tell(EphemeralGone(message))


def _written(workspace: Workspace, channel: str, author: str, draft: Draft) -> Message:
    return Message(
        ts=workspace.ts(),
        channel=channel,
        user=author,
        text=draft.text[:TEXT_LIMIT],
        blocks=tuple(_completed(workspace, block) for block in draft.blocks),
        attachments=_attached(workspace, draft.attachments),
        bot_id=workspace.bot.bot_id if author == workspace.bot.user_id else None,
        thread_ts=draft.thread_ts,
        broadcast=draft.broadcast,
        metadata=draft.metadata,
        client_msg_id=draft.client_msg_id,
        files=draft.files,
        username=draft.username,
        icon_emoji=draft.icon_emoji,
        is_me=draft.is_me,
    )


def _attached(workspace: Workspace, attachments: Sequence[Json]) -> tuple[Json, ...]:
    """The attachments as Slack keeps them: numbered, their blocks with ids."""
    return tuple(
        {
            "fallback": "[no preview available]",
            **attachment,
            **({"blocks": completed_blocks(workspace, attachment["blocks"])} if attachment.get("blocks") else {}),
        }
        for attachment in numbered(attachments)
    )


def completed_blocks(workspace: Workspace, blocks: list[Json]) -> list[Json]:
    """The blocks as Slack keeps them: every block and every element with an id of its own."""
    return [_completed(workspace, block) for block in blocks]


def _completed(workspace: Workspace, block: Json) -> Json:
    whole: Json = _copied(block)
    for inner in every_block([whole]):
        inner.setdefault("block_id", workspace.mint.token()[:5])
        for _, element in interactive_elements(inner):
            element.setdefault("action_id", workspace.mint.token()[:5])
    return whole


def _copied(part: Any) -> Any:
    match part:
        case {"type": "plain_text", "text": str()}:
            return {"emoji": True, **part}
        case {"type": "mrkdwn", "text": str()}:
            return {"verbatim": False, **part}
        case dict():
            return {key: _copied(value) for key, value in part.items()}
        case list():
            return [_copied(value) for value in part]
        case _:
            return part


def share(workspace: Workspace, channel: str, author: str, draft: Draft) -> Message:
    """Files that are whole are seen in a channel."""
    with workspace.change():
        for name in draft.files:
            stored = workspace.files[name]
            workspace.files[name] = replace(stored, channels=(*stored.channels, channel))
        return post(workspace, workspace.channels[channel], author, draft)


def post_due(workspace: Workspace, name: str) -> None:
    """Post one scheduled message whose time has come, unless it was deleted or carries metadata."""
    with workspace.change():
        entry = workspace.scheduled.pop(name, None)
        if entry is not None and entry.content["draft"].metadata is None:
            post(workspace, workspace.channels[entry.channel], workspace.bot.user_id, entry.content["draft"])
