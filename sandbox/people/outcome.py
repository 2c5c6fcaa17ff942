"""What a person sees after she did something."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.shapes.messages import message_json
from sandbox.shapes.views import view_json
from sandbox.state.happenings import EphemeralShown, Happening, MessagePosted
from sandbox.state.records import Json, Message, View
from sandbox.state.workspace import Workspace


@dataclass(frozen=True)
class Answer:
    """The outcome of a command, click or submission as it stood when Slack had the acknowledgement.

    `failed` is Slack's error where there was none in time (`operation_timeout`, `dispatch_failed` …).
    `message` is what the acknowledgement itself showed, `shown` all that the bot showed her meanwhile.
    """

    workspace: Workspace = field(repr=False)
    user: str
    since: int = field(repr=False)
    failed: str | None = None
    message: Message | None = None
    shown: tuple[Message, ...] = ()
    modal: View | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text of the acknowledgement's message, else of the first private one shown meanwhile."""
        found = self.message or next((message for message in self.shown if self._private(message)), None)
        return found.text if found else ""

    @property
    def blocks(self) -> tuple[Json, ...]:
        return self.message.blocks if self.message else ()

    @property
    def ephemeral(self) -> bool:
        return self.message is not None and self.message.ephemeral_to == self.user

    def wait(self, timeout: float = 5.0) -> Message:
        """The first ephemeral or direct message to this person since she acted; `TimeoutError` if none comes."""
        if self.message is not None:
            return self.message
        return self.workspace.wait_until(
            self._first_private, timeout, f"an answer to {self.workspace.users[self.user].key}"
        )

    def as_json(self) -> Json:
        return {
            "failed": self.failed,
            "text": self.text,
            "ephemeral": self.ephemeral,
            "message": message_json(self.workspace, self.message) if self.message else None,
            "shown": [message_json(self.workspace, message) for message in self.shown],
            "modal": view_json(self.workspace, self.modal) if self.modal else None,
            "errors": dict(self.errors),
        }

    def _first_private(self) -> Message | None:
        fresh = shown_since(self.workspace, self.user, self.since)
        return next((message for message in fresh if self._private(message)), None)

    def _private(self, message: Message) -> bool:
        return message.ephemeral_to == self.user or self.workspace.channels[message.channel].partner == self.user


def shown_since(workspace: Workspace, user: str, since: int) -> tuple[Message, ...]:
    """The bot's messages that appeared to `user` after happening number `since`."""
    return tuple(
        message for happening in workspace.happenings[since:] if (message := _shown_to(workspace, user, happening))
    )


def _shown_to(workspace: Workspace, user: str, happening: Happening) -> Message | None:
    match happening:
        case EphemeralShown(message) if message.ephemeral_to == user:
            return message
        case MessagePosted(message) if message.bot_id and user in workspace.channels[message.channel].members:
            return message
        case _:
            return None
