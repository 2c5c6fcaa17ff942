"""Items kept shut, opened again, let go."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.problems import troubled
from bot.domain.history.standing import with_marks
from bot.domain.state.release import Release
from bot.domain.state.signing import Mark, Record


def evolve(release: Release, event: e.BlockingEvent) -> Release:
    known = release.records[event.item]
    after = with_marks(release, event.item, _marked(known, event), event.at)
    return troubled(after, event.at) if known.failed else after  # a waiver lets go of a test that failed


def _marked(record: Record, event: e.BlockingEvent) -> Record:
    match event:
        case e.Blocked():
            since = record.block.at if record.block else event.at  # a reason given later makes no younger block
            told = tuple(
                replace(each, reason=each.reason or (each.person, each.text.strip()) == (event.by, event.reason))
                for each in record.remarks
            )
            return replace(record, block=Mark(event.by, event.reason, since, event.message), remarks=told)
        case e.Unblocked():
            return replace(record, block=None)
        case e.Waived():
            return replace(record, waiver=Mark(event.by, event.reason, event.at))
        case e.WaiverWithdrawn():
            return replace(record, waiver=None)
        case _:
            assert_never(event)
