"""When the report is posted: whenever somebody asks for it, and once by itself when the release ends (5a)."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from bot.domain import events as e
from bot.domain.notices.notification import Manner, Notification
from bot.domain.state.release import Release


class ReportPost(Notification):
    """The report as files, in the channel. `version`: the number of the last entry that it tells of."""

    manner: ClassVar = Manner(goes="thread", key="report:{version}", shows=None, calls=False, anchors=True)

    kind: Literal["report"] = "report"
    version: int
    final: bool


class ReportCanvas(Notification):
    """The report as a canvas too, where there are canvases; a newer report edits it."""

    manner: ClassVar = Manner(goes="thread", key="report_canvas", shows=None, calls=False)

    kind: Literal["report_canvas"] = "report_canvas"


ReportNotice = ReportPost | ReportCanvas


def reports(happened: Sequence[e.Event], after: Release) -> Iterator[ReportNotice]:
    """Each post tells of what had been written down by then, its own cause included; the canvas of all there is."""
    for number, event in enumerate(happened, start=after.version - len(happened) + 1):
        if isinstance(event, e.ReportAsked | e.Aborted | e.Finished):
            yield ReportPost(version=number, final=after.ended_at is not None)
            yield ReportCanvas()
