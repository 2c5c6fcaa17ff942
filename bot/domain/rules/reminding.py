"""What the clock does when it strikes: reminders, escalations and stand-ins whose time has come. Merged per person."""

from collections import defaultdict
from datetime import datetime, timedelta

from bot.domain import events as e
from bot.domain.commands import CLOCK
from bot.domain.release import Release
from bot.domain.rules.facts import Facts
from bot.domain.rules.meeting import settled
from bot.domain.schedule import Call, Escalation, MinutesDue, ObjectionsOver, Relief, due

PUNCTUAL = timedelta(minutes=10)


def tick(release: Release, now: datetime) -> tuple[e.Event, ...]:
    """One event per person and matter, however many items; `late` where the bot was not there in time."""
    fact = Facts(CLOCK, now)
    calls: defaultdict[tuple[str, e.Matter], list[Call]] = defaultdict(list)
    escalations: list[Escalation] = []
    happened: list[e.Event] = []
    for entry in due(release, now):
        match entry:
            case Call():
                calls[entry.person, entry.matter].append(entry)
            case Escalation():
                escalations.append(entry)
            case MinutesDue():
                happened.append(e.MinutesPosted(**fact.header, version=1, late=now - entry.at > PUNCTUAL))
            case ObjectionsOver():
                happened.extend(settled(release, fact))
            case Relief(over=True):
                happened.append(e.StandInEnded(**fact.header, person=entry.person, instead_of=entry.instead_of))
            case Relief():
                happened.append(
                    e.StandInBegan(**fact.header, person=entry.person, instead_of=entry.instead_of, since=entry.at)
                )
    for (person, matter), entries in calls.items():
        items = tuple(entry.item for entry in entries)
        late = any(now - entry.at > PUNCTUAL for entry in entries)
        happened.append(e.Reminded(**fact.header, person=person, matter=matter, items=items, late=late))
    if escalations:
        late = any(now - entry.at > PUNCTUAL for entry in escalations)
        happened.append(e.Escalated(**fact.header, items=tuple(entry.item for entry in escalations), late=late))
    return tuple(happened)
