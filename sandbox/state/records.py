"""What a workspace consists of. Records are frozen; the workspace replaces them. No rules here."""

from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.blockkit import older
from sandbox.state.mentions import Mentions, mentions_of

Json = dict[str, Any]

ChannelKind = Literal["public_channel", "private_channel", "im"]


@dataclass(frozen=True, slots=True)
class User:
    id: str
    key: str
    name: str
    email: str = ""
    tz: str = "Asia/Shanghai"
    locale: str = "zh-CN"
    is_bot: bool = False
    is_admin: bool = False
    is_guest: bool = False
    is_single_channel_guest: bool = False
    deleted: bool = False
    updated: int = 0
    status: str = ""
    status_emoji: str = ""
    home: str | None = None
    """The id of her own workspace or organisation where it is another than this; empty where Slack does not say."""
    teams: tuple[str, ...] = ()
    """The ids of all the organisation's workspaces she is in."""
    is_foreign: bool = False
    """Of another company: Slack Connect."""
    is_stranger: bool = False


@dataclass(frozen=True, slots=True)
class Bot:
    """The one app of the workspace: its ids as app, as bot and as user."""

    app_id: str
    bot_id: str
    user_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Execution:
    """A function of the app that runs in a workflow, until it is completed, or has failed with an `error`."""

    id: str
    function: str
    workflow: str
    inputs: Json
    state: Literal["running", "completed", "failed"] = "running"
    outputs: Json = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    """One emoji under a message; `name` with its skin tone (`+1::skin-tone-3`), `users` in the order they came."""

    name: str
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it is shown now. `ephemeral_to` names the only person who sees it."""

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    bot_id: str | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    metadata: Json | None = None
    reactions: tuple[Reaction, ...] = ()
    edited: str | None = None
    ephemeral_to: str | None = None
    client_msg_id: str | None = None
    files: tuple[str, ...] = ()
    username: str | None = None
    icon_emoji: str | None = None
    is_me: bool = False
    is_tombstone: bool = False

    @property
    def mentions(self) -> Mentions:
        """Whom Slack would notify by this message."""
        return mentions_of(self.text, self.blocks)

    @property
    def worked_blocks(self) -> tuple[Json, ...]:
        """Its blocks and those in its attachments: all that can be pressed."""
        return (*self.blocks, *(block for each in self.attachments for block in older.worked_blocks(each)))

    def attachment_with(self, block_id: str) -> Json | None:
        """The attachment in which this of its worked blocks stands."""
        return next(
            (
                each
                for each in self.attachments
                for block in older.worked_blocks(each)
                if block.get("block_id") == block_id
            ),
            None,
        )

    @property
    def subtype(self) -> str | None:
        """What Slack calls a message that is not simply one, wherever it shows it."""
        if self.is_tombstone:
            return "tombstone"
        if self.is_me:
            return "me_message"
        return "thread_broadcast" if self.broadcast else None

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(slots=True)
class Channel:
    """A public or private channel (`name`), or a direct conversation of the bot with `partner`."""

    id: str
    name: str
    creator: str
    created: int
    members: dict[str, None] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    threads: dict[str, list[str]] = field(default_factory=dict)
    partner: str | None = None
    is_general: bool = False
    is_archived: bool = False
    is_private: bool = False
    previous_names: tuple[str, ...] = ()

    @property
    def is_im(self) -> bool:
        return self.partner is not None

    @property
    def kind(self) -> ChannelKind:
        """As `types=` of conversations.list names it."""
        if self.is_im:
            return "im"
        return "private_channel" if self.is_private else "public_channel"


@dataclass(frozen=True, slots=True)
class View:
    """A modal or a Home tab as its owner `user` sees it; `content` is what the app sent, with block ids filled in."""

    id: str
    user: str
    content: Json
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    state: Json = field(default_factory=dict)

    @property
    def blocks(self) -> tuple[Json, ...]:
        return tuple(self.content.get("blocks", ()))

    @property
    def worked_blocks(self) -> tuple[Json, ...]:
        return self.blocks

    @property
    def callback_id(self) -> str:
        return str(self.content.get("callback_id", ""))

    @property
    def title(self) -> str:
        return str(self.content.get("title", {}).get("text", ""))


@dataclass(frozen=True, slots=True)
class ScheduledMessage:
    id: str
    channel: str
    post_at: int
    created: int
    content: Json


@dataclass(frozen=True, slots=True)
class StoredFile:
    id: str
    name: str
    length: int
    title: str = ""
    content: bytes | None = None
    user: str = ""
    created: int = 0
    channels: tuple[str, ...] = ()
    complete: bool = False
    is_canvas: bool = False


@dataclass(slots=True)
class Trigger:
    """The three seconds in which an app may open a view for `user`."""

    user: str
    given_at: float
    view: str | None = None
    spent: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Where an app may answer one command or click: five times in thirty minutes."""

    token: str
    channel: str
    user: str
    given_at: float
    message_ts: str | None = None
    uses: int = 0
