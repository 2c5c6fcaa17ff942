"""How a Web API method is written down: its name, what it lacks, and a function from `Call` to the answer."""

import base64
import binascii
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.api.reference import Reference, references
from sandbox.changes.refusal import SlackError
from sandbox.state.records import Channel, ChannelKind, Json, User
from sandbox.state.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Call:
    """One call on its way through a method: right by Slack's reference, and `args` is what Slack reads of it.

    `base_url` is the server's own address, for the links it hands out.
    """

    workspace: Workspace
    slack: Reference
    args: Mapping[str, Any]
    base_url: str

    def text(self, name: str) -> str:
        """The argument as Slack reads it in a form; empty if it is not there."""
        value = self.args.get(name)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value)

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"1", "true"}

    def number(self, name: str, default: int, high: float = math.inf) -> int:
        """A positive number, not above `high`."""
        number = int(self.text(name) or default)
        if 1 <= number <= high:
            return number
        if f"invalid_{name}" in self.slack.errors:
            raise SlackError(f"invalid_{name}")
        bound = "greater than 0" if number < 1 else f"less than {high + 1}"
        raise SlackError("invalid_arguments", [f"[ERROR] must be {bound} [json-pointer:/{name}]"])

    def data(self, name: str, otherwise: str) -> Any:
        """An argument that is JSON, or JSON in a string as in forms; `otherwise` is the error for anything else."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError(otherwise) from None

    def channel(self) -> Channel:
        """A channel by its id that the bot can see."""
        found = self.workspace.channels.get(self.text("channel"))
        if found is None or not self.workspace.shows(found):
            raise SlackError("channel_not_found")
        return found

    def user(self, error: str = "user_not_found") -> User:
        found = self.workspace.users.get(self.text("user"))
        if found is None:
            raise SlackError(error)
        return found

    @property
    def bot_user(self) -> str:
        return self.workspace.bot.user_id


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    run: Callable[[Call], Json]
    slack: Reference
    post_to: str | None
    lacks: str


METHODS: dict[str, Method] = {}


def method(
    name: str, *, post_to: str | None = None, lacks: str = ""
) -> Callable[[Callable[[Call], Json]], Callable[[Call], Json]]:
    """Enter a function under its Slack name, which stands in `reference.yaml`.

    `post_to` names the argument paced per channel; `lacks` is what Slack does beyond it.
    """

    def enter(run: Callable[[Call], Json]) -> Callable[[Call], Json]:
        METHODS[name] = Method(name, run, references()[name], post_to, lacks)
        return run

    return enter


def missing(name: str) -> SlackError:
    return SlackError("invalid_arguments", [f"[ERROR] missing required field: {name}"])


def need_scope(call: Call, scope: str) -> None:
    """For a scope that depends on the arguments."""
    provided = call.workspace.manifest.scopes
    if scope not in provided:
        raise SlackError("missing_scope", needed=scope, provided=",".join(sorted(provided)))


_FAMILIES: Mapping[ChannelKind, str] = {"public_channel": "channels", "private_channel": "groups", "im": "im"}


def need_channel_scope(call: Call, channel: Channel, right: str) -> None:
    """`right`, such as `read` or `history`, for the kind of channel this is."""
    need_scope(call, f"{_FAMILIES[channel.kind]}:{right}")


def page(call: Call, rows: list[Any], default: int, high: int) -> tuple[list[Any], str]:
    """The rows of the page asked for, and the cursor of the next one (empty at the end).

    As Slack says of its lists, a page may be shorter than `limit` although more follow; here it lacks a tenth.
    https://docs.slack.dev/apis/web-api/pagination
    """
    limit = call.number("limit", default, high)
    limit -= limit // 10
    start = _position(call.text("cursor"))
    end = start + limit
    return rows[start:end], cursor_at(end) if end < len(rows) else ""


def cursor_at(position: int) -> str:
    return base64.b64encode(f"next:{position}".encode()).decode()


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        position = int(number)
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None
    if word != "next":
        raise SlackError("invalid_cursor")
    return position
