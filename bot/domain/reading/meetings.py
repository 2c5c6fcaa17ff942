"""Who is there at the deployment meeting, and which roles it still lacks (3a-1)."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.reading.staffing import acting, votes
from bot.domain.refusals import RoleHolders
from bot.domain.state.meetings import Meeting
from bot.domain.state.release import Release


def absent(release: Release, meeting: Meeting, now: datetime) -> tuple[RoleHolders, ...]:
    """The required roles of which nobody is there: neither a holder, nor somebody who stands in for one."""
    required = release.plan.meeting.required if release.plan.meeting else ()
    return tuple(
        RoleHolders(role, None, release.holders(role, None))
        for role in required
        if not _is_there(release, meeting, role, now)
    )


def is_too_late(release: Release) -> bool:
    """Whether the meeting is called for when the release is to be live already."""
    meeting = release.meeting
    return meeting is not None and meeting.state == "called" and meeting.at >= release.go_live


def is_off_for(meeting: Meeting, people: Collection[str]) -> bool:
    """Whether these people need not come: it is cancelled, or none of them is invited any more."""
    return meeting.state == "cancelled" or not set(people) & set(meeting.invited)


def _is_there(release: Release, meeting: Meeting, role: str, now: datetime) -> bool:
    able = votes(release, role, release.named(role, None), acting(release, now))
    return any(vote.person in meeting.there for vote in able)
