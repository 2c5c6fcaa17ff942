"""Who is there at the deployment meeting, and which roles it still lacks (3a-1)."""

from datetime import datetime

from bot.domain.refusals import RoleHolders
from bot.domain.state.meetings import Meeting
from bot.domain.state.release import Release


def absent(release: Release, meeting: Meeting, now: datetime) -> tuple[RoleHolders, ...]:
    """The required roles of which nobody is there: neither a holder, nor somebody who stands in for one."""
    required = release.plan.meeting.required if release.plan.meeting else ()
    return tuple(
        RoleHolders(role, None, holders)
        for role in required
        if not _is_there(release, meeting, holders := release.holders(role, None), now)
    )


def _is_there(release: Release, meeting: Meeting, holders: tuple[str, ...], now: datetime) -> bool:
    standing_in = {s.person for s in release.stand_ins if s.instead_of in holders and s.acts(now)}
    return bool({*holders, *standing_in} & set(meeting.there))
