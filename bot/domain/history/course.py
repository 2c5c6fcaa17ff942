"""The release as a whole after an event: begun, halted, moved, ended."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.standing import restand
from bot.domain.plan.layout import lay_out
from bot.domain.state.going_live import Previous
from bot.domain.state.release import Release
from bot.domain.state.signing import Record
from bot.domain.state.staffing import Known


def begin(event: e.Event) -> Release:
    if not isinstance(event, e.Started):
        raise TypeError(f"a release begins with Started, not with {type(event).__name__}")
    layout = lay_out(event.plan)
    bare = Release(
        id=event.release,
        plan=event.plan,
        layout=layout,
        state="running",
        version=1,
        started_at=event.at,
        ended_at=None,
        go_live=event.go_live,
        calendar=event.calendar,
        people={key: Known(person.name, person.email) for key, person in event.plan.people.items()},
        links=event.links,
        hindered={},
        wishes={},
        assigned={},
        stand_ins=(),
        began=frozenset(),
        records={key: Record(since=event.at) for key in layout.items},
        unsettled=tuple(len(keys) for keys in layout.phases),
        reminded={},
        left_over=event.left_over,
        punctual=event.punctual,
        previous={
            (ran.system, ran.environment): Previous(ran.branch, ran.commit, ran.nothing) for ran in event.running
        },
    )
    return restand(bare, layout.items, event.at)


def evolve(release: Release, event: e.CourseEvent) -> Release:
    match event:
        case e.Started():
            raise TypeError("a release starts once")
        case e.Paused():
            return replace(release, state="paused", reason=event.reason, before_pause=release)
        case e.Resumed():
            return replace(release, state="running", reason="", before_pause=None, reckoned_at=event.at)
        case e.Aborted():
            return replace(release, state="aborted", reason=event.reason, ended_at=event.at, before_pause=None)
        case e.Finished():
            return replace(release, state="finished", ended_at=event.at)
        case e.Rescheduled():
            moved = replace(release, go_live=event.go_live, calendar=event.calendar, reminded={})
            return restand(replace(moved, reckoned_at=event.at), moved.layout.timed, event.at)
        case _:
            assert_never(event)
