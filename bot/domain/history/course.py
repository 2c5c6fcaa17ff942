"""The release as a whole after an event: halted, moved, ended; and what has been told."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.domain import events as e
from bot.domain.state.release import Release


def turned(release: Release, event: e.Paused | e.Resumed | e.Aborted | e.Rescheduled | e.Finished) -> Release:
    match event:
        case e.Paused():
            return replace(release, state="paused", reason=event.reason, before_pause=release)
        case e.Resumed():
            return replace(release, state="running", reason="", before_pause=None)
        case e.Aborted():
            return replace(release, state="aborted", reason=event.reason, ended_at=event.at, before_pause=None)
        case e.Finished():
            return replace(release, state="finished", ended_at=event.at)
        case e.Rescheduled():
            return replace(release, go_live=event.go_live, calendar=event.calendar, reminded={})
        case _:
            assert_never(event)


def reminded_of(release: Release, event: e.Reminded | e.Escalated) -> Mapping[tuple[e.Matter, str], datetime]:
    match event:
        case e.Reminded():
            return {**release.reminded, **{(event.matter, f"{event.person}:{key}"): event.at for key in event.items}}
        case e.Escalated():
            return {**release.reminded, **{("overdue", key): event.at for key in event.items}}
        case _:
            assert_never(event)
