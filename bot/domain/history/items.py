"""How an item stands after what people did to it, and whatever rests on it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.domain import events as e
from bot.domain.release import SETTLED, Mark, Record, Release, Remark, Signature
from bot.domain.standing import deployed_upon, stands

Marking = (
    e.Signed
    | e.Withdrawn
    | e.Reopened
    | e.Outdated
    | e.GateLost
    | e.Blocked
    | e.Unblocked
    | e.Waived
    | e.WaiverWithdrawn
)


def signed(release: Release, event: Marking) -> Release:
    record = _marked(release.records[event.item], event)
    return restand(with_record(release, event.item, record), touched(release, event.item), event.at)


def noticed(record: Record, event: e.Watched | e.Unwatched | e.Noted) -> Record:
    match event:
        case e.Watched():
            return replace(record, watchers={**record.watchers, event.by: Mark(event.by, "", event.at, event.message)})
        case e.Unwatched():
            return replace(record, watchers={k: v for k, v in record.watchers.items() if k != event.by})
        case e.Noted():
            return replace(record, remarks=(*record.remarks, Remark(event.by, event.text, event.at)))
        case _:
            assert_never(event)


def with_record(release: Release, key: str, record: Record) -> Release:
    return replace(release, records={**release.records, key: record})


def touched(release: Release, key: str) -> tuple[str, ...]:
    """The item, and those whose signers are judged by who signed it."""
    item, layout = release.item(key), release.layout
    judged = (other for step in layout.apart_steps[item.step.id] for other in layout.of_step[step])
    kept_apart = item.system is not None and any(layout.apart_roles[slot.role] for slot in item.slots)
    return (key, *judged, *(layout.of_system[item.system] if item.system and kept_apart else ()))


def _marked(record: Record, event: Marking) -> Record:
    match event:
        case e.Signed():
            signature = Signature(
                event.by,
                event.user,
                event.role,
                event.at,
                event.via,
                event.note,
                event.instead_of,
                event.message,
                event.content,
            )
            return replace(record, signatures=(*record.signatures, signature))
        case e.Withdrawn():
            left = tuple(s for s in record.signatures if (s.person, s.role) != (event.person, event.role))
            return replace(record, signatures=left)
        case e.Reopened() | e.Outdated() | e.GateLost():
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
            edge.extend((*release.layout.dependents[key], *deployed_upon(release, key)))
            if was_phase != _first_unsettled(unsettled):
                edge.extend(other for keys in release.layout.phases[min(item.phase, was_phase) :] for other in keys)
    return replace(release, unsettled=tuple(unsettled))


def _first_unsettled(unsettled: Sequence[int]) -> int:
    return next((phase for phase, count in enumerate(unsettled) if count), len(unsettled))
