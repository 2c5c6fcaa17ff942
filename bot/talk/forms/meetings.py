"""The form that calls the meeting: when, how long, where."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.plan.moments import parse_duration
from bot.domain.state.release import Release
from bot.speech.meetings import Labels
from bot.speech.voice import Voice
from bot.talk.forms.form import ChoiceField, Form, FormContent, MomentField, TextField
from bot.talk.understanding import Understood

PLACE: Final = 500  # characters; a link to a conference is long
LENGTHS: Final = ("30m", "45m", "1h", "90m", "2h", "3h", "4h")
HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True)
class MeetingForm(Form, name="meeting", opened_by=frozenset({"clicked", "typed", "said"})):
    """`item`: the step that calls it. `at` stands in the form already."""

    item: str
    at: datetime

    @classmethod
    def wanted(cls, understood: Understood) -> Self | None:
        release, command = understood.release, understood.asks
        if not isinstance(command, c.Sign) or release.item(command.item).step.meeting != "call":
            return None
        if not isinstance(understood.foreseen, r.CallsMeeting):
            return None
        return cls(release, understood.said.text, command.item, proposed(release, understood.now))

    def content(self, voice: Voice) -> FormContent:
        own = self.release.plan.meeting.lasts if self.release.plan.meeting else LENGTHS[0]
        known = {parse_duration(name): name for name in (*LENGTHS, own)}
        lengths = {name: voice.span(length) for length, name in sorted(known.items())}
        room, begins = voice.label(Labels.PLACE), voice.label(Labels.WHEN)
        fields = (
            MomentField(key="when", label=begins, proposed=self.at, optional=False),
            ChoiceField(key="length", label=voice.label(Labels.LENGTH), options=lengths, chosen=own, optional=True),
            TextField(key="place", label=room, most=PLACE, optional=True),
        )
        return FormContent(
            voice.label(Labels.FORM), voice.label(Labels.CALL), voice.item(self.release, self.item), fields
        )


def proposed(release: Release, now: datetime) -> datetime:
    """So that it is over when the plan wants it held; where that is past, the next full hour but one."""
    held = (release.due(key) for key, item in release.layout.items.items() if item.step.meeting == "hold")
    due, plan = next(held, None), release.plan.meeting
    begins = due - parse_duration(plan.lasts) if due and plan else None
    return begins if begins and begins > now else now.replace(minute=0, second=0, microsecond=0) + 2 * HOUR
