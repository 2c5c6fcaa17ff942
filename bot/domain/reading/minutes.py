"""What the deployment meeting talks about and what its minutes hold, as data made from the release (3a-2, 3a-4).

Decides what belongs on the agenda and in the minutes, never how it is said.
"""

from collections.abc import Iterator

from bot.domain.reading.rollback import taken_back
from bot.domain.state.meetings import Meeting
from bot.domain.state.minutes import Agenda, Minutes, Responsible, Topic
from bot.domain.state.release import Release


def agenda(release: Release) -> Agenda:
    plan = release.plan
    order = tuple(sorted(plan.systems, key=lambda key: plan.systems[key].order))
    taken = release.meeting.standing_minutes if release.meeting else ()
    bugs = release.bugs.values()
    return Agenda(
        go_live=release.go_live,
        responsible=tuple(
            Responsible(role, release.holders(role, None)) for role, known in plan.roles.items() if known.per is None
        ),
        topics=tuple(_topic(release, system) for system in order),
        way_back=tuple(taken_back(order, {key: system.needs for key, system in plan.systems.items()})),
        risks=tuple(minute for minute in taken if minute.taken == "risk"),
        bugs=tuple(bug for bug in bugs if bug.state in ("open", "fixed")),
        deferred=tuple(bug for bug in bugs if bug.state == "deferred"),
        waived=tuple((key, record.waiver) for key, record in release.records.items() if record.waiver),
    )


def _topic(release: Release, system: str) -> Topic:
    known = release.plan.systems[system]
    branch, commit = release.source(system)
    live = (name for name, environment in release.plan.environments.items() if environment.live)
    return Topic(
        system=system,
        order=known.order,
        needs=known.needs,
        branch=branch,
        commit=commit,
        responsible=tuple(_responsible(release, system)),
        scripts=release.scripts.get(system, ()),
        previous=tuple((name, release.previous.get((system, name))) for name in live),
        backup=release.backups.get(system, ""),
    )


def _responsible(release: Release, system: str) -> Iterator[Responsible]:
    for role, known in release.plan.roles.items():
        if known.per == "system":
            yield Responsible(role, release.holders(role, system))


def minutes(release: Release, meeting: Meeting) -> Minutes:
    taken = meeting.standing_minutes
    return Minutes(
        version=meeting.version,
        there=meeting.there,
        absent=meeting.absent,
        silent=(*meeting.unsure, *meeting.silent),
        decisions=tuple(minute for minute in taken if minute.taken == "decision"),
        actions=tuple(minute for minute in taken if minute.taken == "action"),
        risks=tuple(minute for minute in taken if minute.taken == "risk"),
        notes=tuple(minute for minute in taken if minute.taken == "note"),
        objections=tuple(meeting.objections.items()),
        agenda=meeting.discussed or agenda(release),
    )
