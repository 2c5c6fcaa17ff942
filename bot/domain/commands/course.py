"""What may be done with the release as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from bot.domain.commands.admission import Admission
from bot.domain.commands.confirming import ShownFirst
from bot.domain.events import Deferred, Ran
from bot.domain.plan.moments import Calendar


@dataclass(frozen=True, slots=True)
class Pause:
    admission: ClassVar = Admission(strangers=False, heard="while running")

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Resume:
    admission: ClassVar = Admission(strangers=False, heard="to the end")


@dataclass(frozen=True, slots=True)
class Abort(ShownFirst):
    admission: ClassVar = Admission(strangers=False, heard="to the end")
    verb: ClassVar = "abort"

    reason: str


@dataclass(frozen=True, slots=True)
class Reschedule:
    admission: ClassVar = Admission(strangers=False, heard="to the end")

    go_live: datetime
    calendar: Calendar
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """Open a release. `links` are those found by e-mail: person -> Slack user id; `left_over`: what others deferred.

    `running`: what the last release of the plan left running in live environments.
    """

    release: str
    go_live: datetime
    calendar: Calendar
    links: Mapping[str, str] = field(default_factory=dict)
    left_over: tuple[Deferred, ...] = ()
    running: tuple[Ran, ...] = ()


CourseCommand = Pause | Resume | Abort | Reschedule
