"""The release's own report, worked out from its record at any time: who, what, when, and on whom it waited (5a).

One function per section makes one field; a section of its own is a file here, a field, and its words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import events as e
from bot.domain.report.bugs import BugTale, bug_tale
from bot.domain.report.chronicle import chronicle
from bot.domain.report.course import Course, course
from bot.domain.report.documents import Paper, papers
from bot.domain.report.exceptions import Exceptional, exceptions
from bot.domain.report.gates import Crossing, crossings
from bot.domain.report.going_live import GoLive, golive
from bot.domain.report.mails import MailTold, mails
from bot.domain.report.meetings import MeetingTold, meeting
from bot.domain.report.signing import Given, signatures
from bot.domain.report.staffing import Staff, staff
from bot.domain.report.systems import DeploymentTold, HotfixTold, SystemTold, deployments, hotfixes, systems
from bot.domain.report.watching import Monitoring, monitoring
from bot.domain.state.release import Release
from bot.domain.state.requests import Request


@dataclass(frozen=True, slots=True)
class Report:
    """`release`: the state it tells of, for names; `at`: the moment it is of, of an ended release its last event.

    `planned`: go-live as it was planned when the release began. `anchor`: of the record it was made of, "" where it was
    made of none.
    """

    release: Release
    at: datetime
    planned: datetime
    staff: Staff
    systems: tuple[SystemTold, ...]
    course: Course
    signatures: tuple[Given, ...]
    gates: tuple[Crossing, ...]
    exceptions: tuple[Exceptional, ...]
    bugs: BugTale
    deployments: tuple[DeploymentTold, ...]
    requests: tuple[Request, ...]
    hotfixes: tuple[HotfixTold, ...]
    mails: tuple[MailTold, ...]
    papers: tuple[Paper, ...]
    monitoring: Monitoring
    golive: GoLive
    meeting: MeetingTold | None
    anchor: str = ""

    @property
    def until(self) -> datetime:
        """Where its course ends: of an ended release its end, whatever was told after it."""
        return self.release.ended_at or self.at

    @property
    def is_final(self) -> bool:
        return self.release.ended_at is not None


def report(history: Sequence[e.Event], now: datetime) -> Report:
    """The report of a whole history, which begins with Started; of a release that goes on, so far."""
    told = chronicle(history, now)
    first = history[0]
    return Report(
        release=told.release,
        at=told.until,
        planned=first.go_live if isinstance(first, e.Started) else told.release.go_live,
        staff=staff(told),
        systems=systems(told),
        course=course(told),
        signatures=signatures(told),
        gates=crossings(told),
        exceptions=exceptions(told),
        bugs=bug_tale(told),
        deployments=deployments(told),
        requests=tuple(told.release.requests.values()),
        hotfixes=hotfixes(told),
        mails=mails(told),
        papers=papers(told),
        monitoring=monitoring(told),
        golive=golive(told),
        meeting=meeting(told),
    )
