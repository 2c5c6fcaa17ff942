"""Whom a message notifies, read the way Slack reads it: users and broadcasts in mrkdwn and rich text.

Plain text objects and a bare `@channel` from an app notify nobody.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_BROADCAST = re.compile(r"<!(channel|here|everyone)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Mentions:
    users: frozenset[str] = frozenset()
    channel: bool = False
    here: bool = False
    everyone: bool = False

    @property
    def nobody(self) -> bool:
        return not (self.users or self.channel or self.here or self.everyone)


def mentions_of(text: str, blocks: Iterable[Mapping[str, Any]] = ()) -> Mentions:
    users: set[str] = set()
    broadcasts: set[str] = set()
    for piece in (text, *(piece for block in blocks for piece in _spoken(block))):
        users.update(_USER.findall(piece))
        broadcasts.update(_BROADCAST.findall(piece))
    return Mentions(frozenset(users), "channel" in broadcasts, "here" in broadcasts, "everyone" in broadcasts)


def _spoken(part: Any) -> Iterator[str]:
    """Every text in `part` that Slack parses for mentions; rich text is spelled back as mrkdwn."""
    match part:
        case {"type": "mrkdwn" | "markdown", "text": str(text)}:
            yield text
        case {"type": "broadcast", "range": str(audience)}:
            yield f"<!{audience}>"
        case {"type": "user", "user_id": str(user)}:
            yield f"<@{user}>"
        case {"type": "plain_text"}:
            return
        case Mapping():
            for value in part.values():
                yield from _spoken(value)
        case list() | tuple():
            for value in part:
                yield from _spoken(value)
        case _:
            return
