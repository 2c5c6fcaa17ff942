"""Posts the report of a release as files: rendered, uploaded, shared in one message, found again by the ids they got.

Whether, and when, is `delivery`'s business.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, Protocol

from bot.slack.sender import Miss, Sender, Sent
from bot.slack.uploads import File, Uploads

FILED: Final = "report"
"""The kind of message that is owed as files."""


class Rendered(Protocol):
    """The report of a release as it stood with the entry of this number."""

    def __call__(self, release: str, number: int) -> Collection[File]: ...


class Filing:
    def __init__(self, uploads: Uploads, sender: Sender, rendered: Rendered) -> None:
        self._uploads = uploads
        self._sender = sender
        self._rendered = rendered

    def upload(self, release: str, number: int) -> tuple[str, ...] | Miss:
        """The ids of the uploaded files. Nobody sees them yet, so that uploading them again does no harm."""
        return self._uploads.upload(self._rendered(release, number))

    def share(self, channel: str, thread: str | None, ids: Sequence[str], comment: str) -> Miss | None:
        """Make them one message; None where Slack has done so."""
        return self._uploads.share(channel, thread, ids, comment)

    def find(self, channel: str, thread: str | None, ids: Collection[str], since: datetime) -> Sent | Miss | None:
        """The message that shares them, if Slack has it; None when it surely has not.

        One message stays: a process that slept past its lease may have shared the same files once more.
        """
        found = self._uploads.find(channel, thread, ids, since)
        if not isinstance(found, tuple):
            return found
        for twice in found[1:]:
            self._sender.take_back(twice)
        return next(iter(found), None)
