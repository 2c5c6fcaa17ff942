"""What did not go by the plan: failed tests, waivers, blocks, pauses, another go-live or lead, links; and why.

And deployments that were taken back, or struck: what was said of them, then and afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from operator import attrgetter
from types import UnionType
from typing import Literal

from bot.domain import events as e
from bot.domain.report.chronicle import Chronicle

Kind = Literal[
    "failed", "waiver", "override", "block", "pause", "reschedule", "abort", "link", "lead",
    "in-doubt", "was-done", "nothing-done", "struck",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exceptional:
    """`ended`: when the test passed, the waiver or block was taken back, the release resumed, or told what runs there.

    `item` is "" for what concerns the whole release; `people`: who leads from then on, or whose account was linked,
    and `account` that account; `moved`: from when to when go-live was moved; `struck`: what was told of a deployment.
    """

    kind: Kind
    item: str
    person: str
    reason: str
    at: datetime
    ended: datetime | None = None
    ended_by: str = ""
    moved: tuple[datetime, datetime] | None = None
    people: tuple[str, ...] = ()
    account: str = ""
    struck: e.Deployed | None = None

    @property
    def length(self) -> timedelta | None:
        return self.ended - self.at if self.ended else None


def exceptions(told: Chronicle) -> tuple[Exceptional, ...]:
    found = (*_exceptions(told.history, told.release.plan.lead), *_struck(told.history))
    return tuple(sorted(found, key=attrgetter("at")))


def _struck(history: tuple[e.Event, ...]) -> Iterator[Exceptional]:
    """What somebody told of a deployment that nobody signed for, and that was struck: nothing was done."""
    known: dict[str, list[e.Deployed]] = {}
    doubted: set[str] = set()
    for event in history:
        match event:
            case e.Deployed():
                known.setdefault(event.item, []).append(event)
                doubted.discard(event.item)
            case e.DeploymentWithdrawn():
                doubted.add(event.item)
            case e.DeploymentAnswered(there=True):
                doubted.discard(event.item)
            case e.DeploymentAnswered():
                told = known[event.item].pop()
                if event.item not in doubted:
                    yield Exceptional(
                        "struck", event.item, told.by, told.failed, told.at, event.at, event.by, struck=told
                    )
                doubted.discard(event.item)
            case _:
                continue


def _exceptions(history: tuple[e.Event, ...], lead: str) -> Iterator[Exceptional]:  # noqa: C901, PLR0912 - a flat table
    go_live = history[0].go_live if isinstance(history[0], e.Started) else history[0].at
    blocked: frozenset[str] = frozenset()
    for number, event in enumerate(history):
        match event:
            case e.ResultFailed():
                end = _end(history, number, e.Signed | e.Withdrawn, event.item)
                yield Exceptional("failed", event.item, event.by, event.reason, event.at, *end)
            case e.Waived():
                end = _end(history, number, e.WaiverWithdrawn, event.item)
                yield Exceptional("waiver", event.item, event.by, event.reason, event.at, *end)
            case e.Overridden():
                yield Exceptional("override", event.item, event.by, event.reason, event.at)
            case e.Blocked() if event.item not in blocked:  # else it is the reason, given after the block
                blocked |= {event.item}
                reason = event.reason or _given_later(history, number, event.item)
                end = _end(history, number, e.Unblocked, event.item)
                yield Exceptional("block", event.item, event.by, reason, event.at, *end)
            case e.Unblocked():
                blocked -= {event.item}
            case e.Paused():
                end = _end(history, number, e.Resumed)
                yield Exceptional("pause", "", event.by, event.reason, event.at, *end)
            case e.Rescheduled():
                moved = (go_live, event.go_live)
                yield Exceptional("reschedule", "", event.by, event.reason, event.at, moved=moved)
                go_live = event.go_live
            case e.DeploymentWithdrawn():
                told = _told(history, number, event.item)
                kind: Kind = "in-doubt" if told is None else "was-done" if told.there else "nothing-done"
                end = (told.at, told.by) if told else (None, "")
                yield Exceptional(kind, event.item, event.by, event.reason, event.at, *end)
            case e.Aborted():
                yield Exceptional("abort", "", event.by, event.reason, event.at)
            case e.Linked():
                yield Exceptional("link", "", event.by, "", event.at, people=(event.person,), account=event.to)
            case e.Assigned(role=role) if role == lead:
                yield Exceptional("lead", "", event.by, "", event.at, people=event.people)
            case _:
                continue


Lifting = e.Signed | e.Withdrawn | e.WaiverWithdrawn | e.Unblocked | e.Resumed


def _end(
    history: tuple[e.Event, ...], number: int, kind: type[Lifting] | UnionType, item: str = ""
) -> tuple[datetime | None, str]:
    """When, and by whom, what began with this event was lifted."""
    for event in islice(history, number + 1, None):
        if isinstance(event, kind) and getattr(event, "item", "") == item:
            return event.at, event.by
    return None, ""


def _told(history: tuple[e.Event, ...], number: int, item: str) -> e.DeploymentAnswered | None:
    """What was said of the deployment that was taken back, before anything else was deployed for the item."""
    for event in islice(history, number + 1, None):
        if isinstance(event, e.DeploymentEvent) and event.item == item:
            return event if isinstance(event, e.DeploymentAnswered) else None
    return None


def _given_later(history: tuple[e.Event, ...], number: int, item: str) -> str:
    """The reason of a block that was set without one, by an emoji say."""
    for event in islice(history, number + 1, None):
        if isinstance(event, e.Unblocked) and event.item == item:
            return ""
        if isinstance(event, e.Blocked) and event.item == item and event.reason:
            return event.reason
    return ""
