"""The bug trackers of running releases: asked every so often, heard when they call, and told to the rules.

No tracker is asked inside a transaction, and one that says nothing new leaves nothing written.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.domain import commands as c
from bot.domain.events import Unsorted
from bot.domain.plan import Plan
from bot.domain.plan.moments import parse_duration
from bot.domain.state.bugs import UNSOLVED, Bug
from bot.domain.state.release import Release
from bot.domain.state.tracker import TrackerOutage
from bot.platforms.bugs.issue import Issue
from bot.platforms.bugs.reading import Gone, UnsortedIssue, report
from bot.platforms.bugs.tracker import BugTracker, Listed
from bot.platforms.calling import Down
from bot.platforms.hooks import Ignored, Malformed, Noted
from bot.record.lookup import Lookup
from bot.record.service import CLOCK, Caller, Service

log = structlog.get_logger(__name__)

AT_ONCE: Final = 4  # trackers; one that is slow keeps no other waiting


@dataclass(slots=True)
class TrackerLine:
    """To one release's tracker, kept while it runs: it remembers how long the tracker asked us to rest."""

    tracker: BugTracker
    every: timedelta
    asked_at: datetime | None = None
    busy: bool = False

    def is_due(self, now: datetime) -> bool:
        return not self.busy and (self.asked_at is None or now >= self.asked_at + self.every)


class Tracking:
    """`connect` gives a plan's tracker, if it names one. `ask` is for one thread, `told` for any."""

    def __init__(
        self,
        service: Service,
        records: Lookup,
        connect: Callable[[Plan], BugTracker | None],
        clock: Callable[[], datetime],
    ) -> None:
        self._service = service
        self._records = records
        self._connect = connect
        self._clock = clock
        self._lines: dict[str, TrackerLine] = {}
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="tracking")

    def ask(self) -> list[Future[None]]:
        """See to it that every tracker whose time has come is asked; of a release that is new, at once.

        What is under way with that; it is done when the rules have been told.
        """
        now = self._clock()
        running = {release.id: release for release in self._records.running()}
        for ended in [name for name, line in self._lines.items() if name not in running and not line.busy]:
            self._lines.pop(ended).tracker.close()
        due = [(each, line) for each in running.values() if (line := self._line(each)) and line.is_due(now)]
        for _, line in due:
            line.asked_at, line.busy = now, True
        return [self._pool.submit(self._asked, release, line) for release, line in due]

    def told(self, issue: Issue, cause: str) -> Noted | Ignored | Malformed:
        """What a webhook brought, for every release that it concerns; what is unclear is asked about at once."""
        concerned = [(each, found) for each in self._records.running() if (found := report(issue, each.plan, each.id))]
        for release, found in concerned:
            line = self._lines.get(release.id)
            if isinstance(found, c.TrackedBug):
                self._hear(release, found, cause)
            elif line:
                line.asked_at = None
            elif wrong := self._heard_without_tracker(release, found, cause):
                return wrong
        return Noted() if concerned else Ignored("no running release keeps its bugs there")

    def close(self) -> None:
        """What is being asked is awaited, and nothing more is."""
        self._pool.shutdown(cancel_futures=True)
        for line in self._lines.values():
            line.tracker.close()

    def _line(self, release: Release) -> TrackerLine | None:
        bugs = release.plan.bugs
        if bugs is None or bugs.tracker is None:
            return None
        line = self._lines.get(release.id)
        if line is None and (tracker := self._connect(release.plan)):
            line = self._lines[release.id] = TrackerLine(tracker, parse_duration(bugs.tracker.every))
        return line

    def _asked(self, before: Release, line: TrackerLine) -> None:
        """`before`: as the release was when its tracker was asked: what came since may be missing in the answer."""
        try:
            self._perform(before, _said(before, _listed(line.tracker)))
        except Exception:  # the database's trouble; the answer is asked for again in its time
            log.exception("tracking.failed", release=before.id)
        finally:
            line.busy = False

    def _perform(self, before: Release, command: c.Command) -> None:
        release = self._records.look(before.id)
        decided = self._service.foresee(release, command, c.CLOCK)
        if not isinstance(decided, tuple) or not decided:
            return
        if isinstance(command, c.LoseTracker):
            log.warning("tracker.lost", release=release.id, why=command.outage.why, detail=command.outage.detail)
        caller = Caller("", CLOCK, f"tracker:{release.id}:{release.version}")
        self._service.perform(release.id, caller, lambda _release, _actor: command)

    def _hear(self, release: Release, bug: c.TrackedBug, cause: str) -> None:
        caller = Caller("", "webhook", f"{cause}:{release.id}")
        self._service.perform(release.id, caller, lambda _release, _actor: c.HearTracker((bug,)))

    def _heard_without_tracker(self, release: Release, found: UnsortedIssue | Gone, cause: str) -> Malformed | None:
        """An issue pushed to a release that nobody can be asked about."""
        if isinstance(found, UnsortedIssue):
            bugs = release.plan.bugs
            known = {"severity": list(bugs.severities if bugs else ()), "system": list(release.plan.systems)}
            return Malformed("; ".join(f"{what} is one of {', '.join(known[what])}" for what in found.missing))
        bug = next((bug for bug in release.bugs.values() if bug.ref == found.ref), None)
        if bug:
            self._hear(release, _as_gone(bug, found.changed_at), cause)
        return None


def _listed(tracker: BugTracker) -> Listed | Down:
    """An adapter that fails knows as little as one that cannot reach its tracker."""
    try:
        return tracker.listed()
    except Exception as error:
        log.exception("tracker.failed")
        return Down("not-understood", type(error).__name__)


def _said(before: Release, heard: Listed | Down) -> c.HearTracker | c.LoseTracker:
    if isinstance(heard, Down):
        return c.LoseTracker(TrackerOutage(heard.why, heard.detail))
    left = tuple(
        Unsorted(ref=each.ref, title=each.title, url=each.url, missing=each.missing)
        for each in heard.unsorted
        if each.state in UNSOLVED
    )
    listed = {bug.ref for bug in heard.bugs} | {issue.ref for issue in left}
    missing = tuple(bug.ref for bug in before.bugs.values() if bug.ref and bug.ref not in listed)
    return c.HearTracker(heard.bugs, left, missing)


def _as_gone(bug: Bug, at: datetime) -> c.TrackedBug:
    return c.TrackedBug(
        bug.ref, bug.severity, bug.system, bug.environment, bug.title, bug.detail, "gone", bug.url, changed_at=at
    )
