"""When somebody must be told something: pure functions of the state and `now`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.domain.plan.moments import parse_duration
from bot.domain.reading.deployments import asked_what_runs, doubtful
from bot.domain.reading.staffing import asked
from bot.domain.reading.standing import earliest, foreseen, has_come, voters
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED


@dataclass(frozen=True, slots=True)
class Call:
    """A person is called to an item: once before it is due, once when it is overdue; until they say what runs there."""

    at: datetime
    person: str
    matter: Literal["soon", "overdue", "unanswered"]
    item: str


@dataclass(frozen=True, slots=True)
class Escalation:
    """The lead is told, in the channel too, that an item is overdue."""

    at: datetime
    item: str


@dataclass(frozen=True, slots=True)
class Relief:
    """A stand-in's time begins, or is over."""

    at: datetime
    person: str
    instead_of: str
    over: bool = False


@dataclass(frozen=True, slots=True)
class MinutesDue:
    """The meeting's planned end: its minutes are posted as they are."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ObjectionsOver:
    """Nobody who was there objects to the minutes any more."""

    at: datetime


@dataclass(frozen=True, slots=True)
class DecisionDue:
    """Half of the time for a problem is over: the lead is asked, and again until somebody decides."""

    at: datetime
    environment: str
    until: datetime


@dataclass(frozen=True, slots=True)
class OpensAt:
    """An item's earliest moment."""

    at: datetime
    item: str


@dataclass(frozen=True, slots=True)
class LiveAt:
    """All is signed before go-live: the release ends then."""

    at: datetime


Entry = Call | Escalation | Relief | MinutesDue | ObjectionsOver | DecisionDue | OpensAt | LiveAt


def due(release: Release, now: datetime) -> tuple[Entry, ...]:
    """Everything whose time has come and that has not been done, earliest first."""
    return tuple(sorted((e for e in _agenda(release, now) if e.at <= now), key=lambda entry: entry.at))


def next_due(release: Release, now: datetime) -> datetime | None:
    """The earliest moment at which there will be something to do; None when nothing is planned."""
    return min((entry.at for entry in _agenda(release, now)), default=None)


def deadline(release: Release, key: str) -> datetime | None:
    """When an item counts as overdue: its planned moment, but never sooner than one reminder's time after it opened."""
    planned, since = release.due(key), release.records[key].since
    if planned is None or since is None:
        return planned
    return max(planned, since + _notice(release, key))


def _notice(release: Release, key: str) -> timedelta:
    """How long before it is due an item is reminded of: no longer than there is from its earliest moment on."""
    item, planned = release.item(key), release.due(key)
    wished = parse_duration(item.step.remind or release.plan.reminders.before)
    opens = max(foreseen(release, item), default=None)
    return min(wished, planned - opens) if planned and opens and opens < planned else wished


def _minutes(release: Release) -> Iterator[Entry]:
    meeting, plan = release.meeting, release.plan.meeting
    if meeting is None or plan is None or meeting.state == "cancelled":
        return
    if meeting.state == "called":
        if meeting.posted_at is None or meeting.posted_at < meeting.at:  # those of a meeting that was moved since
            yield MinutesDue(meeting.until)
    elif meeting.posted_at and not meeting.settled_at and not meeting.objections:
        yield ObjectionsOver(meeting.posted_at + parse_duration(plan.objections))


def _decisions(release: Release) -> Iterator[Entry]:
    for environment, problem in release.problems.items():
        yield DecisionDue(problem.asks_at, environment, problem.until)


def _doubts(release: Release) -> Iterator[Call]:
    """What really runs was asked and nobody has said: who was asked is reminded, and the leads, who may say it too."""
    hold = parse_duration(release.plan.reminders.watch)
    for doubted in doubtful(release):
        for person in dict.fromkeys((*asked_what_runs(release, doubted), *release.leads)):
            told = release.reminded.get(("unanswered", f"{person}:{doubted.item}"))
            since = doubted.unsure_since or doubted.at
            yield Call(max(since, told or since) + hold, person, "unanswered", doubted.item)


def by_itself(release: Release) -> Iterator[OpensAt | LiveAt]:
    """What a moment alone brings about: an item that goes on opens, or a release that is settled ends."""
    yield from (each for each in openings(release) if release.goes_on(each.item))
    if release.state == "running" and release.settled and not release.problems:
        yield LiveAt(release.go_live)


def openings(release: Release) -> Iterator[OpensAt]:
    """The earliest moments of unsettled items that are not on record as come."""
    if release.state not in ("running", "paused"):
        return
    for key in release.layout.timed:
        item = release.item(key)
        if release.standing(key) not in SETTLED and (at := earliest(release, item)) and not has_come(release, item):
            yield OpensAt(at, key)


def _agenda(release: Release, now: datetime) -> Iterator[Entry]:
    if release.state in ("aborted", "finished"):
        return
    for stand_in in release.stand_ins:  # in a pause, too: whoever is to end it may have somebody standing in
        if (stand_in.person, stand_in.instead_of, stand_in.since) not in release.began:
            yield Relief(stand_in.since, stand_in.person, stand_in.instead_of)
        if stand_in.until:
            yield Relief(stand_in.until, stand_in.person, stand_in.instead_of, over=True)
    yield from by_itself(release)
    if release.state == "running":
        yield from _minutes(release)
        yield from _decisions(release)
        yield from _doubts(release)
        yield from _signing(release, now)


def _signing(release: Release, now: datetime) -> Iterator[Entry]:
    for key, record in release.records.items():
        if record.standing == "open":
            yield from _calls(release, key, now)
        if record.standing in ("open", "blocked") and (at := deadline(release, key)):
            told = release.reminded.get(("overdue", key))
            if told is None or (record.since and told < record.since):
                yield Escalation(at, key)


def _calls(release: Release, key: str, now: datetime) -> Iterator[Call]:
    item, record, at = release.item(key), release.records[key], deadline(release, key)
    if at is None:
        return
    before, hold = at - _notice(release, key), parse_duration(release.plan.reminders.watch)
    for person in asked(release, voters(release, item, now)):
        watched = record.watchers.get(person)
        soon = max(before, watched.at + hold) if watched else before
        matters: tuple[tuple[Literal["soon", "overdue"], datetime], ...] = (("soon", soon), ("overdue", at))
        for matter, moment in matters:
            told = release.reminded.get((matter, f"{person}:{key}"))
            fresh = told is None or (record.since is not None and told < record.since)
            opened_by_then = record.since is not None and moment > record.since
            superseded = matter == "soon" and at <= now
            if fresh and opened_by_then and not superseded and moment <= at:
                yield Call(moment, person, matter, key)
