"""When the report is posted: whenever somebody asks for it, and once by itself when the release ends (5a)."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from bot.domain import events as e
from bot.domain.notices.notification import Manner, Notification
from bot.domain.state.release import Release


class ReportPost(Notification):
    """The report as files, in the channel. `version`: the number of the last entry that it tells of."""

    manner: ClassVar = Manner(goes="thread", key="report:{version}", shows=None, calls=False)

    kind: Literal["report"] = "report"
    version: int
    final: bool


ReportNotice = ReportPost


def reports(happened: Sequence[e.Event], after: Release) -> Iterator[ReportPost]:
    """Each of them tells of what had been written down by then, its own cause included."""
    for number, event in enumerate(happened, start=after.version - len(happened) + 1):
        if isinstance(event, e.ReportAsked | e.Aborted | e.Finished):
            yield ReportPost(version=number, final=after.ended_at is not None)
