"""The deployment meeting as a release knows it (3a-1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.domain.state.minutes import Agenda, Minute


@dataclass(frozen=True, slots=True)
class Meeting:
    """`sequence`: how often it was moved (iCalendar's SEQUENCE). `answers`: person -> whether they come, None: perhaps.

    `version` of the minutes, 0 before they are posted; `agreed` and `objections` are of that version, and so is what
    was `discussed`: what the release learns later is not in minutes that somebody has agreed to.
    """

    at: datetime
    until: datetime
    place: str
    caller: str
    invited: tuple[str, ...]
    sequence: int = 0
    state: Literal["called", "closed", "cancelled"] = "called"
    reason: str = ""
    answers: Mapping[str, bool | None] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)  # person -> the message whose emoji answered
    minutes: tuple[Minute, ...] = ()
    version: int = 0
    posted_at: datetime | None = None
    discussed: Agenda | None = None
    agreed: frozenset[str] = frozenset()
    objections: Mapping[str, str] = field(default_factory=dict)
    settled_at: datetime | None = None

    @property
    def there(self) -> tuple[str, ...]:
        return tuple(person for person, coming in self.answers.items() if coming)

    @property
    def absent(self) -> tuple[str, ...]:
        return tuple(person for person, coming in self.answers.items() if coming is False)

    @property
    def unsure(self) -> tuple[str, ...]:
        return tuple(person for person, coming in self.answers.items() if coming is None)

    @property
    def silent(self) -> tuple[str, ...]:
        return tuple(person for person in self.invited if person not in self.answers)

    @property
    def standing_minutes(self) -> tuple[Minute, ...]:
        return tuple(minute for minute in self.minutes if not minute.struck)
