"""What an examination of an installation finds: how a part of it stands, and the facts behind that. Never words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Area = Literal[
    "bot_token",
    "scopes",
    "events",
    "command",
    "clock",
    "time_zone",
    "app_token",
    "socket",
    "http",
    "channel",
    "posting",
    "whispering",
    "direct_messages",
    "files",
    "people",
    "pictures",
    "smtp",
    "imap",
    "platforms",
    "tracker",
    "database",
]

Level = Literal[
    "well",
    "unseen",  # nothing is known to be wrong; nobody can see it from here, or it could not be asked
    "wrong",  # somebody has to mend it
]

What = Literal[
    "nothing-asked",  # because of what another finding says
    "slack-unreachable",
    "token-good",
    "token-refused",
    "scopes-good",
    "scopes-unseen",
    "scope-missing",
    "scope-needless",
    "events-heard",
    "events-unseen",
    "command-heard",
    "command-unseen",
    "clock-good",
    "clock-unseen",
    "clock-off",
    "zone-known",
    "app-token-good",
    "app-token-refused",
    "app-token-of-another",
    "socket-mode-off",
    "socket-good",
    "socket-shared",
    "socket-unreachable",
    "http-ready",
    "http-not-running",
    "http-not-ready",
    "http-outside",
    "channel-good",
    "channel-missing",
    "channel-archived",
    "channel-not-joined",
    "channel-refused",
    "posting-good",
    "posting-refused",
    "posting-unfound",
    "editing-refused",
    "deleting-refused",
    "whispering-good",
    "whispering-refused",
    "direct-messages-good",
    "direct-messages-refused",
    "files-good",
    "files-refused",
    "people-good",
    "people-refused",
    "person-unknown",
    "person-guest",
    "pictures-good",
    "pictures-by-our-limits",
    "picture-refused",
    "smtp-good",
    "smtp-refused",
    "smtp-unset",
    "smtp-unneeded",
    "imap-good",
    "imap-unvouched",
    "imap-set-aside",
    "imap-refused",
    "imap-unset",
    "platform-good",
    "platform-down",
    "platform-not-permitted",
    "tracker-good",
    "tracker-down",
    "database-good",
    "database-rewrites",
    "database-new",
    "database-unusable",
    "database-older",
    "database-newer",
    "database-forgetful",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """`facts` fill in the sentences about `what`; none of them is a secret."""

    area: Area
    level: Level
    what: What
    facts: Mapping[str, str] = field(default_factory=dict)


def well(area: Area, what: What, **facts: str) -> Finding:
    return Finding(area, "well", what, facts)


def unseen(area: Area, what: What, **facts: str) -> Finding:
    return Finding(area, "unseen", what, facts)


def wrong(area: Area, what: What, **facts: str) -> Finding:
    return Finding(area, "wrong", what, facts)
