"""From a plan to its tracker, and the webhooks that bring issues. What cannot be connected says so when it is asked."""

from dataclasses import dataclass

import httpx

from bot.domain.plan import Plan, Tracker
from bot.platforms.address import repository
from bot.platforms.bugs.address import jira_site
from bot.platforms.bugs.github import GitHub, GitHubHook
from bot.platforms.bugs.issue import Issue
from bot.platforms.bugs.jira import Jira, JiraHook
from bot.platforms.bugs.pushed import PushedHook
from bot.platforms.bugs.reading import Reading, query_labels, reading_of
from bot.platforms.bugs.tracker import BugTracker
from bot.platforms.calling import DEFAULT_LIMITS, Clock, Down, Limits, is_private
from bot.platforms.hooks import Hook

HOOKS: tuple[Hook[Issue], ...] = (GitHubHook(), JiraHook(), PushedHook())


@dataclass(frozen=True, slots=True)
class Unconnected:
    """A tracker that cannot be asked, until the plan or the environment is mended."""

    why: Down

    def listed(self) -> Down:
        return self.why

    def close(self) -> None:
        """There is nothing to close."""


def tracker_of(
    plan: Plan, installed: Plan, token: str | None, clock: Clock, limits: Limits = DEFAULT_LIMITS
) -> BugTracker | None:
    """None: the plan names no tracker, its bugs are in the built-in ledger.

    `installed`: the installation's own plan; the token goes nowhere else, whatever a record says.
    `token`: GitHub's bearer token (none: what everybody may read), or Jira's `email:token`.
    """
    tracker, ours = _tracker(plan), _tracker(installed)
    if tracker is None:
        return None
    if ours is None or (ours.kind, ours.at) != (tracker.kind, tracker.at):
        return Unconnected(Down("not-permitted", tracker.at))
    reading = reading_of(plan, tracker)
    if tracker.kind == "github":
        return _github(tracker, reading, token, clock, limits)
    return _jira(tracker, reading, token, clock, limits)


def _tracker(plan: Plan) -> Tracker | None:
    return plan.bugs.tracker if plan.bugs else None


def _github(tracker: Tracker, reading: Reading, token: str | None, clock: Clock, limits: Limits) -> BugTracker:
    found = repository(tracker.at)
    if found is None:
        return Unconnected(Down("no-address", tracker.at))
    if not is_private(httpx.URL(found.api)):
        return Unconnected(Down("insecure", tracker.at))
    return GitHub(found, query_labels(tracker), reading, token, clock, limits)


def _jira(tracker: Tracker, reading: Reading, token: str | None, clock: Clock, limits: Limits) -> BugTracker:
    site = jira_site(tracker.at)
    if not site:
        return Unconnected(Down("no-address", tracker.at))
    if not is_private(httpx.URL(site)):
        return Unconnected(Down("insecure", tracker.at))
    if not token or ":" not in token:
        return Unconnected(Down("no-credentials", site))
    if not tracker.query.strip():
        return Unconnected(Down("wrong-query", "JQL"))
    return Jira(site, tracker.query, reading, token, clock, limits)
