"""How each event changes the state. Nothing is refused here: what has happened has happened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.domain import events as e
from bot.domain.layout import lay_out
from bot.domain.release import SETTLED, Known, Mark, Record, Release, Remark, Signature, StandIn
from bot.domain.standing import stands


def replay(history: Iterable[e.Event], known: Release | None = None) -> Release:
    """The state after a whole history, which begins with Started; or after what happened to a `known` state."""
    for event in history:
        known = begin(event) if known is None else evolve(known, event)
    if known is None:
        raise ValueError("a release begins with Started; this history is empty")
    return known


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
        assigned={},
        stand_ins=(),
        began=frozenset(),
        records={key: Record(since=event.at) for key in layout.items},
        unsettled=tuple(len(keys) for keys in layout.phases),
        reminded={},
    )
    return restand(bare, layout.items, event.at)


def evolve(release: Release, event: e.Event) -> Release:
    """The state after one more event."""
    release = replace(release, version=release.version + 1)
    match event:
        case e.Started():
            raise TypeError("a release starts once")
        case e.Signed() | e.Withdrawn() | e.Reopened() | e.Blocked() | e.Unblocked() | e.Waived() | e.WaiverWithdrawn():
            record = _marked(release.records[event.item], event)
            return restand(_with_record(release, event.item, record), _touched(release, event.item), event.at)
        case e.Watched() | e.Unwatched() | e.Noted():
            return _with_record(release, event.item, _noticed(release.records[event.item], event))
        case e.Assigned() | e.StandInNamed() | e.StandInEnded():
            return restand(_staffed(release, event), release.layout.items, event.at)
        case e.StandInBegan() | e.Linked():
            return _staffed(release, event)
        case e.Reminded() | e.Escalated():
            return replace(release, reminded=_reminded(release, event))
        case e.Paused() | e.Resumed() | e.Aborted() | e.Rescheduled() | e.Finished():
            return _turned(release, event)
        case _:
            assert_never(event)


def _touched(release: Release, key: str) -> tuple[str, ...]:
    """The item, and those whose signers are judged by who signed it."""
    item, layout = release.item(key), release.layout
    judged = (other for step in layout.apart_steps[item.step.id] for other in layout.of_step[step])
    kept_apart = item.system is not None and any(layout.apart_roles[slot.role] for slot in item.slots)
    return (key, *judged, *(layout.of_system[item.system] if item.system and kept_apart else ()))


def _with_record(release: Release, key: str, record: Record) -> Release:
    return replace(release, records={**release.records, key: record})


def _marked(
    record: Record,
    event: e.Signed | e.Withdrawn | e.Reopened | e.Blocked | e.Unblocked | e.Waived | e.WaiverWithdrawn,
) -> Record:
    match event:
        case e.Signed():
            signature = Signature(
                event.by, event.user, event.role, event.at, event.via, event.note, event.instead_of, event.message
            )
            return replace(record, signatures=(*record.signatures, signature))
        case e.Withdrawn():
            left = tuple(s for s in record.signatures if (s.person, s.role) != (event.person, event.role))
            return replace(record, signatures=left)
        case e.Reopened():
            return replace(record, signatures=(), reopened=event.at)
        case e.Blocked():
            since = record.block.at if record.block else event.at  # a reason given later makes no younger block
            return replace(record, block=Mark(event.by, event.reason, since, event.message))
        case e.Unblocked():
            return replace(record, block=None)
        case e.Waived():
            return replace(record, waiver=Mark(event.by, event.reason, event.at))
        case e.WaiverWithdrawn():
            return replace(record, waiver=None)
        case _:
            assert_never(event)


def _noticed(record: Record, event: e.Watched | e.Unwatched | e.Noted) -> Record:
    match event:
        case e.Watched():
            return replace(record, watchers={**record.watchers, event.by: Mark(event.by, "", event.at, event.message)})
        case e.Unwatched():
            return replace(record, watchers={k: v for k, v in record.watchers.items() if k != event.by})
        case e.Noted():
            return replace(record, remarks=(*record.remarks, Remark(event.by, event.text, event.at)))
        case _:
            assert_never(event)


def _staffed(
    release: Release, event: e.Assigned | e.StandInNamed | e.StandInBegan | e.StandInEnded | e.Linked
) -> Release:
    match event:
        case e.Assigned():
            assigned = {**release.assigned, (event.role, event.system): event.people}
            return replace(_joined(release, event.newcomers), assigned=assigned)
        case e.StandInNamed():
            stand_in = StandIn(event.person, event.instead_of, event.since, event.until)
            return replace(_joined(release, event.newcomers), stand_ins=(*_other_stand_ins(release, event), stand_in))
        case e.StandInEnded():
            return replace(release, stand_ins=_other_stand_ins(release, event))
        case e.StandInBegan():
            return replace(release, began=release.began | {(event.person, event.instead_of, event.since)})
        case e.Linked():
            kept = {person: user for person, user in release.links.items() if user != event.to}
            return replace(release, links={**kept, event.person: event.to})
        case _:
            assert_never(event)


def _other_stand_ins(release: Release, event: e.StandInNamed | e.StandInEnded) -> tuple[StandIn, ...]:
    return tuple(s for s in release.stand_ins if (s.person, s.instead_of) != (event.person, event.instead_of))


def _joined(release: Release, newcomers: Mapping[str, str]) -> Release:
    """People of the workspace whom the plan does not know, by their Slack user id."""
    people = {**release.people, **{user: Known(name, "") for user, name in newcomers.items()}}
    return replace(release, people=people, links={**release.links, **{user: user for user in newcomers}})


def _reminded(release: Release, event: e.Reminded | e.Escalated) -> Mapping[tuple[e.Matter, str], datetime]:
    match event:
        case e.Reminded():
            return {**release.reminded, **{(event.matter, f"{event.person}:{key}"): event.at for key in event.items}}
        case e.Escalated():
            return {**release.reminded, **{("overdue", key): event.at for key in event.items}}
        case _:
            assert_never(event)


def _turned(release: Release, event: e.Paused | e.Resumed | e.Aborted | e.Rescheduled | e.Finished) -> Release:
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


def restand(release: Release, changed: Iterable[str], at: datetime) -> Release:
    """Work out anew how the changed items stand, and whatever rests on those whose settling changed."""
    records = dict(release.records)
    unsettled = list(release.unsettled)
    release = replace(release, records=records)
    edge = list(changed)
    while edge:
        key = edge.pop()
        old = records[key]
        was_phase = _first_unsettled(unsettled)
        new = stands(replace(release, unsettled=tuple(unsettled)), key)
        if new == old.standing:
            continue
        records[key] = replace(old, standing=new, since=at)
        if (new in SETTLED) != (old.standing in SETTLED):
            item = release.layout.items[key]
            unsettled[item.phase] += -1 if new in SETTLED else 1
            edge.extend(release.layout.dependents[key])
            if was_phase != _first_unsettled(unsettled):
                edge.extend(other for keys in release.layout.phases[min(item.phase, was_phase) :] for other in keys)
    return replace(release, unsettled=tuple(unsettled))


def _first_unsettled(unsettled: Sequence[int]) -> int:
    return next((phase for phase, count in enumerate(unsettled) if count), len(unsettled))
