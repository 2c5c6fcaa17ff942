"""Where a tracker is: what `at` of a plan's tracker stands for. Pure."""

from bot.domain.plan import Tracker
from bot.platforms.address import parted, repository


def jira_site(at: str) -> str:
    """`https://company.atlassian.net` of any address there; "" when it is none."""
    return parted(at)[0]


def place_of(tracker: Tracker) -> str:
    """As an `Issue` names its place; "" when `at` is no address."""
    if tracker.kind == "jira":
        return jira_site(tracker.at)
    found = repository(tracker.at)
    return found.name.casefold() if found else ""
