"""The deployment meeting as its minutes have it in the end; None where none was called (3a)."""

from dataclasses import dataclass

from bot.domain import events as e
from bot.domain.reading.minutes import minutes
from bot.domain.report.chronicle import Chronicle
from bot.domain.state.meetings import Meeting
from bot.domain.state.minutes import Minutes


@dataclass(frozen=True, slots=True)
class MeetingTold:
    """`objections`: to every version of the minutes, in order; those that were met by a correction, too."""

    meeting: Meeting
    minutes: Minutes
    objections: tuple[e.MinutesObjected, ...]


def meeting(told: Chronicle) -> MeetingTold | None:
    held = told.release.meeting
    if held is None:
        return None
    objections = tuple(event for event in told.history if isinstance(event, e.MinutesObjected))
    return MeetingTold(held, minutes(told.release, held), objections)
