"""The checklist of one phase: when it looks different."""

from collections.abc import Iterable, Iterator
from typing import Literal

from bot.domain import events as e
from bot.domain.notices.notification import Notification
from bot.domain.state.release import Release

WORK = (
    e.DocumentEvent
    | e.CodeEvent
    | e.BugEvent
    | e.GateEvent
    | e.TrackerEvent
    | e.DeploymentEvent
    | e.RequestEvent
    | e.HotfixEvent
    | e.MailEvent
    | e.GoLiveEvent
    | e.ProblemEvent
    | e.RollbackEvent
)


class Card(Notification):
    """The checklist of one phase, in the channel: posted when the phase opens, kept true afterwards."""

    kind: Literal["card"] = "card"
    phase: int


def changed_items(before: Release | None, after: Release) -> frozenset[str]:
    """The items whose record is not what it was."""
    if before is None:
        return frozenset(after.records)
    return frozenset(key for key, record in after.records.items() if before.records.get(key) is not record)


def bearings(release: Release) -> tuple[object, ...]:
    """What every item's picture depends on besides its own record."""
    return release.state, release.go_live, release.assigned, release.stand_ins, release.began, release.links


def of_cards(before: Release | None, happened: Iterable[e.Event], after: Release) -> Iterator[Card]:
    """The card of every phase that has been reached and that looks different now."""
    reached = [phase for phase in range(len(after.unsettled)) if after.has_begun(phase)]
    if before is None or bearings(before) != bearings(after):
        yield from (Card(phase=phase) for phase in reached)
        return
    overdue = {key for event in happened if isinstance(event, e.Escalated) for key in event.items}
    phases = {after.item(key).phase for key in changed_items(before, after) | overdue}
    if before.phase != after.phase:
        phases |= {before.phase, after.phase}
    if any(isinstance(event, WORK) for event in happened):  # it counts bugs, and shows what runs and was mailed
        phases.add(after.phase)
    yield from (Card(phase=phase) for phase in sorted(phases) if before.has_begun(phase) or after.has_begun(phase))
