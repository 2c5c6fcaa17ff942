"""What people did to an item: signed, taken back, watched, noted."""

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.problems import troubled
from bot.domain.history.standing import undone, with_marks, with_record
from bot.domain.state.release import Release
from bot.domain.state.signing import Failure, Mark, Record, Remark, Signature


def evolve(release: Release, event: e.SigningEvent) -> Release:
    match event:
        case e.Signed():
            record = release.records[event.item]
            failed = None if record.failed and record.failed.role == event.role else record.failed
            signed = replace(record, signatures=(*record.signatures, _signature(event)), failed=failed)
            return _resulted(release, event, signed)
        case e.ResultFailed():
            failed = Failure(event.by, event.role, event.reason, event.at, event.instead_of)
            return _resulted(release, event, replace(release.records[event.item], reopened=event.at, failed=failed))
        case e.Withdrawn():
            record = release.records[event.item]
            left = tuple(s for s in record.signatures if (s.person, s.role) != (event.person, event.role))
            told = record.failed and (record.failed.person, record.failed.role) == (event.person, event.role)
            kept = replace(record, signatures=left, failed=None if told else record.failed)
            return _resulted(release, event, kept)
        case e.Reopened():
            return undone(release, event.item, event.at)
        case e.Watched() | e.Unwatched() | e.Noted() | e.Unsaid():
            return with_record(release, event.item, _noticed(release.records[event.item], event))
        case _:
            assert_never(event)


def _resulted(release: Release, event: e.Signed | e.ResultFailed | e.Withdrawn, record: Record) -> Release:
    """A test that failed, or no longer has, is wrong with where it was made, or no longer is."""
    after = with_marks(release, event.item, record, event.at)
    return after if record.failed is release.records[event.item].failed else troubled(after, event.at)


def _signature(event: e.Signed) -> Signature:
    return Signature(
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


def _noticed(record: Record, event: e.Watched | e.Unwatched | e.Noted | e.Unsaid) -> Record:
    match event:
        case e.Watched():
            return replace(record, watchers={**record.watchers, event.by: Mark(event.by, "", event.at, event.message)})
        case e.Unwatched():
            return replace(record, watchers={k: v for k, v in record.watchers.items() if k != event.by})
        case e.Noted():
            return replace(record, remarks=tuple(_said(record, event)))
        case e.Unsaid():
            return replace(record, remarks=tuple(each for each in record.remarks if each.message != event.message))
        case _:
            assert_never(event)


def _said(record: Record, event: e.Noted) -> Iterator[Remark]:
    """The newest last; what stood in the same place is no longer said. Why an item is blocked stays a reason."""
    before = next((each for each in record.remarks if event.message and each.message == event.message), None)
    reason = before.reason if before else bool(record.block and record.block.person == event.by)
    yield from (each for each in record.remarks if each is not before)
    yield Remark(event.by, event.text, event.at, event.message, reason)
