"""Who must be told what: a pure function of the state before, what happened, and the state after.

A notice names its matter, never its wording: whatever shows it renders the state as it is then.
Quiet by default: the channel hears turns and escalations, a person hears what they must act on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal, assert_never

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.domain import events as e
from bot.domain.release import Release
from bot.domain.standing import empty_roles, may_sign


class _Notice(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Card(_Notice):
    """The checklist of one phase, in the channel: posted when the phase opens, kept true afterwards."""

    kind: Literal["card"] = "card"
    phase: int


class Prompt(_Notice):
    """These items have opened for this person."""

    kind: Literal["prompt"] = "prompt"
    person: str
    items: tuple[str, ...]


class Reminder(_Notice):
    kind: Literal["reminder"] = "reminder"
    person: str
    matter: e.Matter
    items: tuple[str, ...]
    late: bool = False


class Escalation(_Notice):
    """Overdue items, told to a lead (`person`) or, with "" for the person, to the channel."""

    kind: Literal["escalation"] = "escalation"
    person: str
    items: tuple[str, ...]
    late: bool = False


class Vacancy(_Notice):
    """Items that nobody can sign because a role is empty: a lead is asked to name someone."""

    kind: Literal["vacancy"] = "vacancy"
    person: str
    items: tuple[str, ...]


class Obstacle(_Notice):
    """An item was blocked. In the card's thread (`person` ""), and to each lead."""

    kind: Literal["obstacle"] = "obstacle"
    person: str
    item: str


class WhyBlocked(_Notice):
    """Somebody blocked an item by emoji: they are asked for the reason."""

    kind: Literal["why_blocked"] = "why_blocked"
    person: str
    item: str


class Voided(_Notice):
    """A person's signatures no longer count, because what they rested on was withdrawn."""

    kind: Literal["voided"] = "voided"
    person: str
    items: tuple[str, ...]
    because: str


class Override(_Notice):
    """A check was waived, or the waiver withdrawn: in the thread of the phase's card."""

    kind: Literal["override"] = "override"
    item: str


class Named(_Notice):
    """A person now holds a role, or stands in for somebody."""

    kind: Literal["named"] = "named"
    person: str
    role: str = ""
    system: str = ""
    instead_of: str = ""
    until: datetime | None = None


class Unlinked(_Notice):
    """People of the plan for whom no Slack account is known: a lead is asked to link them."""

    kind: Literal["unlinked"] = "unlinked"
    person: str
    people: tuple[str, ...]


class Turn(_Notice):
    """The release as a whole took a turn: in the channel."""

    kind: Literal["turn"] = "turn"
    turn: Literal["paused", "resumed", "aborted", "rescheduled", "finished"]
    reason: str = ""
    by: str = ""


Notice = (
    Card
    | Prompt
    | Reminder
    | Escalation
    | Vacancy
    | Obstacle
    | WhyBlocked
    | Voided
    | Override
    | Named
    | Unlinked
    | Turn
)
NOTICE: TypeAdapter[Notice] = TypeAdapter(Annotated[Notice, Field(discriminator="kind")])


def notices(before: Release | None, happened: Iterable[e.Event], after: Release, now: datetime) -> tuple[Notice, ...]:
    """Everything somebody must be told about this step, cards first."""
    happened = tuple(happened)
    told: list[Notice] = [*_cards(before, happened, after)]
    for event in happened:
        told.extend(_of_event(event, before, after))
    if before is not None:
        told.extend(_voided(before, happened))
    told.extend(_vacancies(before, after))
    told.extend(_prompts(before, after, now))
    return tuple(told)


def changed_items(before: Release | None, after: Release) -> frozenset[str]:
    """The items whose record is not what it was."""
    if before is None:
        return frozenset(after.records)
    return frozenset(key for key, record in after.records.items() if before.records[key] is not record)


def bearings(release: Release) -> tuple[object, ...]:
    """What every item's picture depends on besides its own record."""
    return release.state, release.go_live, release.assigned, release.stand_ins, release.began, release.links


def _cards(before: Release | None, happened: Iterable[e.Event], after: Release) -> Iterator[Card]:
    """The card of every phase that has been reached and that looks different now."""
    reached = range(after.phase + 1)
    if before is None or bearings(before) != bearings(after):
        yield from (Card(phase=phase) for phase in reached)
        return
    overdue = {key for event in happened if isinstance(event, e.Escalated) for key in event.items}
    phases = {after.item(key).phase for key in changed_items(before, after) | overdue}
    if before.phase != after.phase:
        phases |= {before.phase, after.phase}
    yield from (Card(phase=phase) for phase in sorted(phases) if phase <= max(after.phase, before.phase))


def _prompts(before: Release | None, after: Release, now: datetime) -> Iterator[Prompt]:
    if after.state != "running":
        return
    asked = before and _with_stand_ins_told(before.before_pause or before)
    after = _with_stand_ins_told(after)
    staffed = asked is None or (asked.assigned, asked.stand_ins) != (after.assigned, after.stand_ins)
    candidates = after.records if staffed else changed_items(asked, after)
    opened: dict[str, list[str]] = {}
    for key in (key for key in after.layout.items if key in candidates):
        already = may_sign(asked, key, now) if asked else ()
        for person in may_sign(after, key, now):
            if person not in already:
                opened.setdefault(person, []).append(key)
    yield from (Prompt(person=person, items=tuple(items)) for person, items in opened.items())


def _with_stand_ins_told(release: Release) -> Release:
    """The release with those stand-ins alone whose beginning has been recorded: only they have been prompted."""
    told = tuple(s for s in release.stand_ins if (s.person, s.instead_of, s.since) in release.began)
    return release if told == release.stand_ins else replace(release, stand_ins=told)


def _voided(before: Release, happened: Iterable[e.Event]) -> Iterator[Voided]:
    """Whose signatures ended through this step, other than the person who took theirs back."""
    lost: dict[tuple[str, str], dict[str, None]] = {}
    for event in happened:
        if isinstance(event, e.Withdrawn) and event.person != event.by:
            lost.setdefault((event.person, event.item), {})[event.item] = None
        if isinstance(event, e.Reopened):
            for signature in before.records[event.item].signatures:
                if signature.person != event.by:
                    lost.setdefault((signature.person, event.because), {})[event.item] = None
    for (person, because), items in lost.items():
        yield Voided(person=person, items=tuple(items), because=because)


def _vacancies(before: Release | None, after: Release) -> Iterator[Vacancy]:
    fresh = tuple(
        key for key in after.layout.items if _vacant(after, key) and not (before is not None and _vacant(before, key))
    )
    if fresh:
        yield from (Vacancy(person=lead, items=fresh) for lead in after.leads)


def _vacant(release: Release, key: str) -> bool:
    record = release.records[key]
    return record.standing == "blocked" and record.block is None and bool(empty_roles(release, release.item(key)))


def _of_event(event: e.Event, before: Release | None, after: Release) -> Iterator[Notice]:  # noqa: C901 - a flat table
    match event:
        case e.Started():
            missing = tuple(person for person in after.plan.people if person not in after.links)
            if missing:
                yield from (Unlinked(person=lead, people=missing) for lead in after.leads)
        case e.Blocked():
            yield from _blocked(event, after)
        case e.Waived() | e.WaiverWithdrawn():
            yield Override(item=event.item)
        case e.Assigned():
            held = before.holders(event.role, event.system or None) if before else ()
            fresh = (person for person in event.people if person not in (event.by, *held))
            yield from (Named(person=person, role=event.role, system=event.system) for person in fresh)
        case e.StandInBegan():
            term = (event.person, event.instead_of, event.since)
            until = next((s.until for s in after.stand_ins if (s.person, s.instead_of, s.since) == term), None)
            yield Named(person=event.person, instead_of=event.instead_of, until=until)
        case e.Reminded():
            yield Reminder(person=event.person, matter=event.matter, items=event.items, late=event.late)
        case e.Escalated():
            yield from (Escalation(person=who, items=event.items, late=event.late) for who in ("", *after.leads))
        case e.Paused() | e.Resumed() | e.Aborted() | e.Rescheduled() | e.Finished():
            yield _turn(event)
        case e.Signed() | e.Withdrawn() | e.Reopened() | e.Unblocked() | e.Watched() | e.Unwatched() | e.Noted():
            pass  # the card shows it; whose signature ended, and for whom it opens something, is told merged
        case e.StandInNamed() | e.StandInEnded() | e.Linked():
            pass  # nobody must act on it
        case _:
            assert_never(event)


def _blocked(event: e.Blocked, after: Release) -> Iterator[Notice]:
    yield Obstacle(person="", item=event.item)
    yield from (Obstacle(person=lead, item=event.item) for lead in after.leads if lead != event.by)
    if not event.reason:
        yield WhyBlocked(person=event.by, item=event.item)


def _turn(event: e.Paused | e.Resumed | e.Aborted | e.Rescheduled | e.Finished) -> Turn:
    match event:
        case e.Paused():
            return Turn(turn="paused", reason=event.reason, by=event.by)
        case e.Resumed():
            return Turn(turn="resumed", by=event.by)
        case e.Aborted():
            return Turn(turn="aborted", reason=event.reason, by=event.by)
        case e.Rescheduled():
            return Turn(turn="rescheduled", reason=event.reason, by=event.by)
        case e.Finished():
            return Turn(turn="finished", by=event.by)
        case _:
            assert_never(event)
