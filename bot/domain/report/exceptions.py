"""What did not go by the plan: waivers, blocks, pauses, another go-live, an end before time. Each with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.domain import events as e
from bot.domain.report.chronicle import Chronicle

Kind = Literal["waiver", "block", "pause", "reschedule", "abort"]


@dataclass(frozen=True, slots=True)
class Exceptional:
    """`ended`: when the waiver was taken back, the block lifted, the release resumed; None where it never was.

    `item` is "" for what concerns the whole release; `moved`: from when to when go-live was moved.
    """

    kind: Kind
    item: str
    person: str
    reason: str
    at: datetime
    ended: datetime | None = None
    ended_by: str = ""
    moved: tuple[datetime, datetime] | None = None

    @property
    def length(self) -> timedelta | None:
        return self.ended - self.at if self.ended else None


def exceptions(told: Chronicle) -> tuple[Exceptional, ...]:
    return tuple(_exceptions(told.history))


def _exceptions(history: tuple[e.Event, ...]) -> Iterator[Exceptional]:
    go_live = history[0].go_live if isinstance(history[0], e.Started) else history[0].at
    blocked: frozenset[str] = frozenset()
    for number, event in enumerate(history):
        later = history[number + 1 :]
        match event:
            case e.Waived():
                yield Exceptional("waiver", event.item, event.by, event.reason, event.at, *_waiver_end(later, event))
            case e.Blocked() if event.item in blocked:
                continue  # the reason, given after the block
            case e.Blocked():
                blocked |= {event.item}
                reason = event.reason or _reason_given_later(later, event.item)
                yield Exceptional("block", event.item, event.by, reason, event.at, *_block_end(later, event))
            case e.Unblocked():
                blocked -= {event.item}
            case e.Paused():
                yield Exceptional("pause", "", event.by, event.reason, event.at, *_pause_end(later))
            case e.Rescheduled():
                yield Exceptional("reschedule", "", event.by, event.reason, event.at, moved=(go_live, event.go_live))
                go_live = event.go_live
            case e.Aborted():
                yield Exceptional("abort", "", event.by, event.reason, event.at)
            case _:
                continue


def _waiver_end(later: tuple[e.Event, ...], waived: e.Waived) -> tuple[datetime | None, str]:
    return next(
        ((each.at, each.by) for each in later if isinstance(each, e.WaiverWithdrawn) and each.item == waived.item),
        (None, ""),
    )


def _block_end(later: tuple[e.Event, ...], blocked: e.Blocked) -> tuple[datetime | None, str]:
    return next(
        ((each.at, each.by) for each in later if isinstance(each, e.Unblocked) and each.item == blocked.item),
        (None, ""),
    )


def _pause_end(later: tuple[e.Event, ...]) -> tuple[datetime | None, str]:
    return next(((each.at, each.by) for each in later if isinstance(each, e.Resumed)), (None, ""))


def _reason_given_later(later: tuple[e.Event, ...], item: str) -> str:
    for event in later:
        if isinstance(event, e.Unblocked) and event.item == item:
            return ""
        if isinstance(event, e.Blocked) and event.item == item and event.reason:
            return event.reason
    return ""
