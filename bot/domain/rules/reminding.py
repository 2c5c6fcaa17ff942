"""What the clock does when it strikes: reminders, escalations and stand-ins whose time has come. Merged per person."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain.reading.reminding import (
    Call,
    DecisionDue,
    Escalation,
    LiveAt,
    MinutesDue,
    ObjectionsOver,
    OpensAt,
    Relief,
    due,
    openings,
)
from bot.domain.rules.facts import Facts
from bot.domain.rules.minutes import settled
from bot.domain.state.release import Release

PUNCTUAL = timedelta(minutes=10)


def decide(release: Release, _command: c.RemindingCommand, _actor: c.Actor, now: datetime) -> tuple[e.Event, ...]:
    """One event per person and matter, however many items; `late` where the bot was not there in time."""
    fact = Facts(c.CLOCK, now)
    calls: defaultdict[tuple[str, e.Matter], list[Call]] = defaultdict(list)
    escalations: list[Escalation] = []
    happened: list[e.Event] = []
    for entry in due(release, now):
        match entry:
            case Call():
                calls[entry.person, entry.matter].append(entry)
            case Escalation():
                escalations.append(entry)
            case DecisionDue() | MinutesDue() | ObjectionsOver():
                happened.extend(_struck(release, entry, fact))
            case OpensAt() | LiveAt():
                pass  # every decision begins with the moments that have come, and ends what may end
            case Relief(over=True):
                happened.append(e.StandInEnded(**fact.header, person=entry.person, instead_of=entry.instead_of))
            case Relief():
                happened.append(
                    e.StandInBegan(**fact.header, person=entry.person, instead_of=entry.instead_of, since=entry.at)
                )
    for (person, matter), entries in calls.items():
        items = tuple(entry.item for entry in entries)
        late = any(_is_late(release, entry.at, now) for entry in entries)
        happened.append(e.Reminded(**fact.header, person=person, matter=matter, items=items, late=late))
    if escalations:
        late = any(_is_late(release, entry.at, now) for entry in escalations)
        happened.append(e.Escalated(**fact.header, items=tuple(entry.item for entry in escalations), late=late))
    return tuple(happened)


def _is_late(release: Release, at: datetime, now: datetime) -> bool:
    """Whether the bot was away when it should have told: not where a pause, or a plan that was changed, kept it."""
    return now - max(at, release.reckoned_at or at) > PUNCTUAL


def come(release: Release, now: datetime) -> Iterator[e.MomentCame]:
    """The earliest moments that have come since the last decision."""
    fact = Facts(c.CLOCK, now)
    yield from (e.MomentCame(**fact.header, item=o.item, moment=o.at) for o in openings(release) if o.at <= now)


def _struck(release: Release, entry: DecisionDue | MinutesDue | ObjectionsOver, fact: Facts) -> Iterator[e.Event]:
    """What comes due once, and not for a person: a decision, the minutes, the end of objections."""
    late = _is_late(release, entry.at, fact.now)
    match entry:
        case DecisionDue():
            yield e.DecisionAsked(**fact.header, environment=entry.environment, until=entry.until, late=late)
        case MinutesDue():
            version = release.meeting.version if release.meeting else 0
            yield e.MinutesPosted(**fact.header, version=version + 1, late=late)
        case ObjectionsOver():
            yield from settled(release, fact)
