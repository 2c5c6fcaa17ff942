"""Whose turn it is with a bug, and what earlier releases left over."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from bot.domain import events as e
from bot.domain.notices.notification import Notification
from bot.domain.reading.bugs import turn
from bot.domain.state.bugs import State as BugState
from bot.domain.state.release import Release


class BugPost(Notification):
    """A bug, in the thread of the phase's card: posted once, kept true."""

    kind: Literal["bug"] = "bug"
    bug: str


class BugTurn(Notification):
    """It is this person's turn with the bug: to mend it, or (once it is mended) to verify it."""

    kind: Literal["bug_turn"] = "bug_turn"
    person: str
    bug: str
    round: int
    state: BugState


class LeftOver(Notification):
    """Earlier releases left bugs over: a lead is asked which come along."""

    kind: Literal["left_over"] = "left_over"
    person: str


def of_bug(
    event: e.LifeEvent,
    after: Release,
    now: datetime,
) -> Iterator[BugPost | BugTurn]:
    bug = after.bugs[event.bug]
    yield BugPost(bug=bug.id)
    turned = isinstance(event, e.BugReported | e.BugFixed | e.BugReopened) and not bug.ref
    if turned:
        people = (person for person in turn(after, bug, now) if person != event.by)
        yield from (BugTurn(person=who, bug=bug.id, round=bug.round, state=bug.state) for who in people)


def handed_over(
    event: e.Assigned | e.StandInBegan, before: Release, after: Release, now: datetime
) -> Iterator[BugTurn]:
    """The bugs that are this event's people's to act on now, and were not."""
    people = event.people if isinstance(event, e.Assigned) else (event.person,)
    for bug in after.bugs.values():
        asked = turn(before, bug, now) if isinstance(event, e.Assigned) else ()
        fresh = (person for person in turn(after, bug, now) if person in people and person not in asked)
        if not bug.ref:
            yield from (BugTurn(person=who, bug=bug.id, round=bug.round, state=bug.state) for who in fresh)
