"""The release as a whole: begun, halted, moved, ended; and what the clock told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from bot.domain.events.bugs import Deferred
from bot.domain.events.fact import Fact
from bot.domain.events.golive import Ran
from bot.domain.moments import Calendar
from bot.domain.plan import Plan

Matter = Literal["soon", "overdue"]


class Started(Fact):
    """The plan as it stood travels here, so that editing plan.yaml cannot rewrite a release that is running."""

    release: str
    plan: Plan
    go_live: datetime
    calendar: Calendar
    links: Mapping[str, str]  # person -> Slack user id
    left_over: tuple[Deferred, ...] = ()  # what earlier releases of the plan deferred
    running: tuple[Ran, ...] = ()  # what the last one left running in live environments


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


class Reminded(Fact):
    """One person was told about several items at once. `late`: the bot was down when it should have."""

    person: str
    matter: Matter
    items: tuple[str, ...]
    late: bool = False


class Escalated(Fact):
    """The lead was told that these items are overdue."""

    items: tuple[str, ...]
    late: bool = False


class Finished(Fact):
    pass


class ReportAsked(Fact):
    """Somebody wants the report so far in the channel."""
