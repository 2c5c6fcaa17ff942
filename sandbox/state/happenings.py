"""What happens in a workspace, one record each, for whoever watches: the event dispatcher now, a page later."""

from dataclasses import dataclass

from sandbox.state.mails import Mail
from sandbox.state.records import Execution, Json, Message, ScheduledMessage, User, View


@dataclass(frozen=True, slots=True)
class MessagePosted:
    message: Message


@dataclass(frozen=True, slots=True)
class MessageChanged:
    """Edited by its author, or by Slack: an unfurled link, or what is left of a deleted thread's first message."""

    message: Message
    previous: Message
    at: str


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    previous: Message
    at: str


@dataclass(frozen=True, slots=True)
class EphemeralShown:
    message: Message


@dataclass(frozen=True, slots=True)
class EphemeralGone:
    message: Message


@dataclass(frozen=True, slots=True)
class MessageScheduled:
    entry: ScheduledMessage


@dataclass(frozen=True, slots=True)
class FilesUploaded:
    """They will be seen in `channels` at `due`; `content` holds the draft that is posted then."""

    channels: tuple[str, ...]
    content: Json
    due: float


@dataclass(frozen=True, slots=True)
class ReactionAdded:
    user: str
    name: str
    message: Message
    at: str


@dataclass(frozen=True, slots=True)
class ReactionRemoved:
    user: str
    name: str
    message: Message
    at: str


@dataclass(frozen=True, slots=True)
class HomeOpened:
    user: str
    channel: str
    tab: str
    view: View | None
    at: str


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """Of her own accord, or asked in by `inviter`."""

    user: str
    channel: str
    at: str
    inviter: str | None = None


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """Of her own accord, or removed by somebody."""

    user: str
    channel: str
    at: str


@dataclass(frozen=True, slots=True)
class ChannelCreated:
    channel: str
    user: str
    at: str


@dataclass(frozen=True, slots=True)
class ChannelRenamed:
    channel: str
    at: str


@dataclass(frozen=True, slots=True)
class ChannelArchived:
    channel: str
    user: str
    at: str


@dataclass(frozen=True, slots=True)
class ChannelUnarchived:
    channel: str
    user: str
    at: str


@dataclass(frozen=True, slots=True)
class TeamJoined:
    user: User
    at: str


@dataclass(frozen=True, slots=True)
class UserChanged:
    user: User
    at: str


@dataclass(frozen=True, slots=True)
class FunctionExecuted:
    """A workflow has come to a step of the app."""

    execution: Execution
    at: str


@dataclass(frozen=True, slots=True)
class FunctionEnded:
    execution: Execution


@dataclass(frozen=True, slots=True)
class ViewShown:
    """Opened, pushed, updated or published."""

    view: View


@dataclass(frozen=True, slots=True)
class ViewClosed:
    view: View


@dataclass(frozen=True, slots=True)
class MailArrived:
    """The app handed a mail over."""

    mail: Mail


@dataclass(frozen=True, slots=True)
class MailRefused:
    """The mail server said no with `answer`, such as `550 …`."""

    sender: str
    recipient: str
    answer: str
    at: float


@dataclass(frozen=True, slots=True)
class MailSent:
    """A person answered a mail; `mail.delivery` says what became of it."""

    mail: Mail


@dataclass(frozen=True, slots=True)
class StoryTold:
    """Whoever tells a story here goes on with it."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """All of the workspace is other than before: whoever shows it looks anew."""


Happening = (
    MessagePosted
    | MessageChanged
    | MessageDeleted
    | EphemeralShown
    | EphemeralGone
    | MessageScheduled
    | FilesUploaded
    | ReactionAdded
    | ReactionRemoved
    | HomeOpened
    | MemberJoined
    | MemberLeft
    | ChannelCreated
    | ChannelRenamed
    | ChannelArchived
    | ChannelUnarchived
    | TeamJoined
    | UserChanged
    | FunctionExecuted
    | FunctionEnded
    | ViewShown
    | ViewClosed
    | MailArrived
    | MailRefused
    | MailSent
    | StoryTold
    | Renewed
)
