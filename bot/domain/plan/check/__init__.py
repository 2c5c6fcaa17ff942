"""Everything that can be wrong or odd about a plan, as a list: pure, complete, and never raising.

What rests on names (order, people) is judged once the names are right; moments are judged in any case.
"""

from datetime import datetime

from bot.domain.plan import Plan
from bot.domain.plan.check.finding import Finding, Path, Severity, error, near, warning
from bot.domain.plan.check.going_live import check_golive, check_windows
from bot.domain.plan.check.meetings import check_meeting
from bot.domain.plan.check.names import check_names
from bot.domain.plan.check.order import check_order
from bot.domain.plan.check.platforms import check_platforms
from bot.domain.plan.check.staffing import check_people
from bot.domain.plan.check.steps import check_work
from bot.domain.plan.check.times import check_times
from bot.domain.plan.check.tracker import check_tracker
from bot.domain.plan.check.watching import check_watches
from bot.domain.plan.moments import Calendar

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
