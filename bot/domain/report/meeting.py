"""The deployment meeting as its minutes have it in the end; None where none was called (3a)."""

from dataclasses import dataclass

from bot.domain.meetings import Meeting
from bot.domain.minutes import Minutes, minutes
from bot.domain.report.chronicle import Chronicle


@dataclass(frozen=True, slots=True)
class MeetingTold:
    meeting: Meeting
    minutes: Minutes


def meeting(told: Chronicle) -> MeetingTold | None:
    held = told.release.meeting
    return MeetingTold(held, minutes(told.release, held)) if held else None
