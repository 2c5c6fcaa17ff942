"""Whether what a release says reaches its channel, and what somebody must mend where it does not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Mend(StrEnum):
    """What must be mended before Slack takes a message; what Slack says again once it is mended."""

    INVITE = "invite"  # the app into its channel
    UNARCHIVE = "unarchive"  # the channel
    FIND = "find"  # the channel: there is none, or a private one without the app
    PERMIT = "permit"  # posting there: the channel's rules, or the workspace's
    EDITING = "editing"  # of messages that were posted long ago
    ACCOUNT = "account"  # a person's: switched off, or nobody's
    TOKEN = "token"  # noqa: S105 - the app's: revoked, or of an app that was removed
    SCOPES = "scopes"  # of the app
    GRANT = "grant"  # the app to this workspace, by those who run the organisation
    SETTINGS = "settings"  # of the app: its tabs, its kind of token
    FILES = "files"  # what may be uploaded, and how much
    BOT = "bot"  # it calls Slack wrongly: a newer version of it

    @property
    def is_the_channels(self) -> bool:
        """Nothing reaches the channel before it is mended; people are reached all the same."""
        return self in {Mend.INVITE, Mend.UNARCHIVE, Mend.FIND, Mend.PERMIT}

    @property
    def is_the_apps(self) -> bool:
        """Nobody is reached before it is mended."""
        return self in {Mend.TOKEN, Mend.SCOPES, Mend.GRANT}


@dataclass(frozen=True, slots=True)
class ChannelLoss:
    """Nothing reaches the channel since then. `mend`: a `Mend`, as it was recorded; `detail`: Slack's own word."""

    mend: str
    detail: str
    since: datetime
