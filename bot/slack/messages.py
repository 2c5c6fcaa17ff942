"""What Slack's message events say: who wrote which words where, or which message is gone. Pure.

https://docs.slack.dev/reference/events/message
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

Json = Mapping[str, Any]

SPOKEN: Final = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""The subtypes of what people say; all others tell of joining, topics, bots and the like."""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote, with the permalinks of the files and messages they shared.

    `thread`: the ts of the first message of the thread it stands in, "" outside of any. `edit`: the ts of the edit that
    put these words in the place of others, "" where they are new. `mention`: what follows a mention of the bot, None
    where it is not mentioned. `direct`: written to the bot alone.
    """

    channel: str
    ts: str
    user: str
    text: str
    thread: str
    edit: str
    mention: str | None
    direct: bool

    @property
    def cause(self) -> str:
        """The same however often, and by whichever event, Slack tells of these words."""
        return ":".join(filter(None, ("said", self.channel, self.ts, self.edit)))

    @property
    def line(self) -> str | None:
        """The command that is said to the bot; None for talk among people, and for a command that is written anew."""
        if self.edit:
            return None
        return self.text if self.direct and self.mention is None else self.mention


@dataclass(frozen=True, slots=True)
class Vanished:
    """A message that somebody deleted. `user`: who had written it; `thread`: as of `Words`."""

    channel: str
    ts: str
    user: str = ""
    thread: str = ""


def heard(event: Json, me: str) -> Words | Vanished | None:
    """What a `message` or `app_mention` event tells; None where nobody said anything. `me`: the bot's user id."""
    channel, direct = event["channel"], event.get("channel_type") == "im"
    match event.get("subtype"):
        case "message_changed":
            message, before = event["message"], event.get("previous_message") or {}
            # What is left of a deleted message that has replies: Slack tells of it as of an edit.
            if message.get("subtype") == "tombstone":
                return _vanished(channel, message["ts"], before)
            # A link that unfolds, a reply that is counted: Slack tells of them as of an edit, with the same words.
            if _said(message) == _said(before):
                return None
            edit = (message.get("edited") or {}).get("ts") or event["event_ts"]
            return words_of(message, channel, me, direct=direct, edit=edit)
        case "message_deleted":
            return _vanished(channel, event["deleted_ts"], event.get("previous_message") or {})
        case _:
            return words_of(event, channel, me, direct=direct)


def _vanished(channel: str, ts: str, before: Json) -> Vanished:
    return Vanished(channel, ts, str(before.get("user") or ""), str(before.get("thread_ts") or ""))


def words_of(message: Json, channel: str, me: str, *, direct: bool, edit: str = "") -> Words | None:
    """What this message says; None where no person says anything by it."""
    user, text = message.get("user"), _said(message)
    if message.get("subtype") not in SPOKEN or message.get("bot_id") or user in (None, me) or not text:
        return None
    mentioned = re.search(rf"<@{me}(?:\|[^>]*)?>", text)  # its name may stand beside the id
    thread = str(message.get("thread_ts") or "")
    mention = text[mentioned.end() :].strip() if mentioned else None
    return Words(channel, message["ts"], str(user), text, thread, edit, mention, direct)


def _said(message: Json) -> str:
    """Its text, and where the files and messages are that were shared with it: those are evidence as well as any link.

    A message whose link unfolds stands among the attachments, too; `is_share` is what was forwarded:
    https://github.com/ColeMurray/background-agents/pull/1146
    """
    files = (file.get("permalink") for file in message.get("files") or ())
    forwarded = (each.get("from_url") for each in message.get("attachments") or () if each.get("is_share"))
    return "\n".join(filter(None, (message.get("text"), *(f"<{link}>" for link in (*files, *forwarded) if link))))


def thread_of(message: Json, ts: str) -> dict[str, str]:
    """Where an answer to what happened to this message belongs: its thread, where it is a reply in one.

    Not the thread that a message begins itself: an ephemeral shows in threads that exist already, and nowhere else.
    https://docs.slack.dev/reference/methods/chat.postEphemeral
    """
    thread = str(message.get("thread_ts") or "")
    return {"thread": thread} if thread and thread != ts else {}
