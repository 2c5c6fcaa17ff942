"""The release as a whole: begun, halted, moved, ended."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.events.bugs import Deferred
from bot.domain.events.fact import Fact
from bot.domain.events.going_live import Ran
from bot.domain.plan import Plan
from bot.domain.plan.moments import Calendar


class Started(Fact):
    """The plan as it stood travels here, so that editing plan.yaml cannot rewrite a release that is running."""

    release: str
    plan: Plan
    go_live: datetime
    calendar: Calendar
    links: Mapping[str, str]  # person -> Slack user id
    left_over: tuple[Deferred, ...] = ()  # what earlier releases of the plan deferred
    running: tuple[Ran, ...] = ()  # what the last one left running in live environments
    punctual: bool = (
        False  # what a window or a meeting opens waits for its moment; in older journals it was open before
    )


class Paused(Fact):
    reason: str = ""


class Resumed(Fact):
    pass


class Aborted(Fact):
    reason: str


class Rescheduled(Fact):
    go_live: datetime
    calendar: Calendar
    reason: str = ""


class Finished(Fact):
    pass


CourseEvent = Started | Paused | Resumed | Aborted | Rescheduled | Finished
