"""What an app wants to say, read from a call's arguments, with Slack's refusals: empty, malformed, too long."""

import json
from typing import Any

from sandbox.api.methods.registry import Call
from sandbox.blockkit import is_too_long, problems_of
from sandbox.changes.posting import Draft
from sandbox.changes.refusal import SlackError
from sandbox.state.records import Channel, Json

METADATA_BYTES = 8_000
ATTACHMENTS = 100


def read_draft(call: Call, channel: Channel) -> Draft:
    """The message in `text`, `blocks`, `attachments`, `metadata` and thread arguments; raise Slack's refusal."""
    blocks, attachments, text = read_blocks(call), read_attachments(call), call.text("text")
    if not (text or blocks or attachments):
        raise SlackError("no_text")
    if blocks and is_too_long(blocks):
        raise SlackError("msg_blocks_too_long")
    customised = call.text("username"), call.text("icon_emoji")
    if any(customised) and "chat:write.customize" not in call.workspace.manifest.scopes:
        customised = "", ""
    thread_ts = _thread(call, channel)
    return Draft(
        text=text,
        blocks=tuple(blocks),
        attachments=tuple(attachments),
        metadata=read_metadata(call),
        thread_ts=thread_ts,
        broadcast=thread_ts is not None and call.flag("reply_broadcast"),
        username=customised[0] or None,
        icon_emoji=customised[1] or None,
    )


def read_blocks(call: Call) -> list[Json]:
    blocks = call.data("blocks", "invalid_blocks_format")
    if blocks is None:
        return []
    return checked_blocks(blocks)


def checked_blocks(blocks: Any) -> list[Json]:
    """Raise `invalid_blocks` with every problem; give the blocks back otherwise."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = problems_of(blocks, "message")
    if problems:
        raise SlackError("invalid_blocks", problems, errors=[text.removeprefix("[ERROR] ") for text in problems])
    return blocks


def read_attachments(call: Call) -> list[Json]:
    attachments = call.data("attachments", "invalid_attachments")
    if attachments is None:
        return []
    return checked_attachments(attachments)


def checked_attachments(attachments: Any) -> list[Json]:
    """Raise Slack's refusal of attachments, or of the blocks in them; give them back otherwise."""
    if not isinstance(attachments, list) or not all(isinstance(each, dict) for each in attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > ATTACHMENTS:
        raise SlackError("too_many_attachments")
    for attachment in attachments:
        if "blocks" in attachment:
            checked_blocks(attachment["blocks"])
    return attachments


def read_metadata(call: Call) -> Json | None:
    metadata = call.data("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    match metadata:
        case {"event_type": str(event_type), "event_payload": dict()} if event_type:
            if len(json.dumps(metadata, ensure_ascii=False).encode()) > METADATA_BYTES:
                raise SlackError("metadata_too_large")
            return dict(metadata)
        case dict():
            raise SlackError("invalid_metadata_schema")
        case _:
            raise SlackError("invalid_metadata_format")


def _thread(call: Call, channel: Channel) -> str | None:
    """The thread's first message: a reply to a reply goes to its parent, as in Slack.

    What answers a message that is gone stands in the channel: https://github.com/slack-go/slack/issues/1571
    """
    parent = channel.messages.get(call.text("thread_ts"))
    return None if parent is None else parent.thread_ts or parent.ts
