"""How items look, and the checklist of one phase: when they look different."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from bot.domain import events as e
from bot.domain.notices.notification import Manner, Notification, Shown
from bot.domain.reading.gates import shut
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

    manner: ClassVar = Manner(goes="channel", key="card:{phase}", shows=None, calls=False, anchors=True)

    kind: Literal["card"] = "card"
    phase: int


CardNotice = Card


def changed_items(before: Release | None, after: Release) -> frozenset[str]:
    """The items whose record is not what it was."""
    if before is None:
        return frozenset(after.records)
    return frozenset(key for key, record in after.records.items() if before.records.get(key) is not record)


def _moved(before: Release, after: Release) -> frozenset[str]:
    """Changed; or open, for what signing it would open may have changed; or shut by its gate, which has moved."""
    moved = changed_items(before, after) | {
        key for key in after.layout.phases[after.phase] if after.standing(key) == "open"
    }
    return moved | {key for key in after.layout.gated if after.standing(key) == "blocked" and _shut(before, after, key)}


def _shut(before: Release, after: Release, key: str) -> bool:
    """Whether a gate is shut by something else now, or by bugs of which something was told."""
    gate = after.item(key).step.gate
    return before.bugs != after.bugs or (gate is not None and shut(before, gate) != shut(after, gate))


ITEM = Shown("item", _moved)
ITEMS = Shown("items", _moved)
ASKS = Shown("asks", _moved)


def bearings(release: Release) -> tuple[object, ...]:
    """What every item's picture depends on besides its own record."""
    staffed = release.assigned, release.stand_ins, release.began, release.links, release.hindered
    return release.state, release.go_live, *staffed


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
