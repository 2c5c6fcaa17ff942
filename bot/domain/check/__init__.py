"""Everything that can be wrong or odd about a plan, as a list: pure, complete, and never raising.

What rests on names (order, people) is judged once the names are right; moments are judged in any case.
"""

from datetime import datetime

from bot.domain.check.finding import Finding, Path, Severity, error, near, warning
from bot.domain.check.golive import check_golive, check_windows
from bot.domain.check.meeting import check_meeting
from bot.domain.check.names import check_names
from bot.domain.check.order import check_order
from bot.domain.check.people import check_people
from bot.domain.check.platforms import check_platforms
from bot.domain.check.times import check_times
from bot.domain.check.tracker import check_tracker
from bot.domain.check.watches import check_watches
from bot.domain.check.work import check_work
from bot.domain.moments import Calendar
from bot.domain.plan import Plan

__all__ = ["Finding", "Path", "Severity", "check", "error", "near", "warning"]


def check(plan: Plan, calendar: Calendar, now: datetime) -> list[Finding]:
    """All findings about the plan at `now` (aware), the calendar being that of its country."""
    outside = [*check_tracker(plan), *check_platforms(plan), *check_watches(plan)]
    names = [*check_names(plan), *check_work(plan), *check_meeting(plan), *check_golive(plan), *outside]
    if any(finding.severity == "error" for finding in names):
        return [*names, *check_times(plan, calendar, now, steps=False)]
    times = list(check_times(plan, calendar, now, steps=True))
    told = any(finding.path in (("zone",), ("go_live",)) and finding.severity == "error" for finding in times)
    windows = [] if told else check_windows(plan, calendar)
    return [*names, *check_order(plan), *check_people(plan), *times, *windows]
