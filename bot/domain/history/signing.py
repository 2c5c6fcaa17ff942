"""What people did to an item: signed, blocked, waived, noted."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.standing import restand, touched, with_record
from bot.domain.state.release import Release
from bot.domain.state.signing import Mark, Record, Remark, Signature

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
