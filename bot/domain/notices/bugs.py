"""Whose turn it is with a bug, and what earlier releases left over."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from bot.domain import events as e
from bot.domain.notices.notification import Manner, Notification, Transition, each, whole
from bot.domain.reading.bugs import turn
from bot.domain.state.bugs import BugState

BUG = each("bug", lambda release: release.bugs)
LEFT_OVER = whole(lambda release: release.left_over)


class BugPost(Notification):
    """A bug, in the thread of the phase's card: posted once, kept true."""

    manner: ClassVar = Manner(goes="thread", key="bug:{bug}", shows=None, calls=False)

    kind: Literal["bug"] = "bug"
    bug: str


class BugTurn(Notification):
    """It is this person's turn with the bug: to mend it, or (once it is mended) to verify it."""

    manner: ClassVar = Manner(goes="person", key="", shows=(BUG,), calls=True)

    kind: Literal["bug_turn"] = "bug_turn"
    person: str
    bug: str
    round: int
    state: BugState


class LeftOver(Notification):
    """Earlier releases left bugs over: a lead is asked which come along."""

    manner: ClassVar = Manner(goes="person", key="", shows=(LEFT_OVER,), calls=False)

    kind: Literal["left_over"] = "left_over"
    person: str


BugNotice = BugPost | BugTurn | LeftOver


def of_bugs(event: e.BugEvent, step: Transition) -> Iterator[BugPost | BugTurn]:
    if isinstance(event, e.DeferralsCarried):
        return
    bug = step.after.bugs[event.bug]
    yield BugPost(bug=bug.id)
    if isinstance(event, e.BugReported | e.BugFixed | e.BugReopened) and not bug.ref:
        people = (person for person in turn(step.after, bug, step.now) if person != event.by)
        yield from (BugTurn(person=who, bug=bug.id, round=bug.round, state=bug.state) for who in people)


def handed_over(event: e.Assigned | e.StandInBegan, step: Transition) -> Iterator[BugTurn]:
    """The bugs that are this event's people's to act on now, and were not."""
    people = event.people if isinstance(event, e.Assigned) else (event.person,)
    for bug in step.after.bugs.values():
        asked = turn(step.before, bug, step.now) if isinstance(event, e.Assigned) else ()
        fresh = (person for person in turn(step.after, bug, step.now) if person in people and person not in asked)
        if not bug.ref:
            yield from (BugTurn(person=who, bug=bug.id, round=bug.round, state=bug.state) for who in fresh)
