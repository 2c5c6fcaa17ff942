"""How an item stands, every reason it waits for, and who can move it on.

A reason is the refusal that whoever tried to sign it would hear; its words are speech's.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from bot.domain import refusals as r
from bot.domain.events import AlertTold, WatchTurned
from bot.domain.plan.layout import Item
from bot.domain.plan.moments import parse_duration
from bot.domain.reading.gates import in_the_way, is_shut, shut
from bot.domain.reading.going_live import Lack, developers, givers, lacks, outside, window
from bot.domain.reading.hotfixes import coming, question
from bot.domain.reading.meetings import absent
from bot.domain.reading.staffing import addressed, asked
from bot.domain.reading.standing import (
    awaited,
    earliest,
    empty_roles,
    has_come,
    is_reached,
    missing_slots,
    voters,
    waits_for,
)
from bot.domain.reading.watching import watchers
from bot.domain.state.deployments import Deployment
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED, Standing

TooSoon = r.TooEarly | r.NotYet | r.MeetingAhead | r.OutsideWindow
Missing = r.NobodyHolds | r.GateShut | r.NoMeeting | r.MinutesUnsettled | Lack | r.Awaited
OfTheHour = r.MeetingAhead | r.RolesAbsent | r.OutsideWindow
Reason = r.NotRunning | TooSoon | r.IsBlocked | Missing | OfTheHour | r.HotfixInDoubt


def stands(release: Release, key: str) -> Standing:
    """The first that holds: waived, done, blocked by somebody, waiting for others, blocked by a lack, waiting, open."""
    record, item = release.records[key], release.item(key)
    if record.waiver:
        return "waived"
    if record.signatures and not missing_slots(release, item) and not is_shut(release, item):
        return "done"
    if record.block:
        return "blocked"
    if not is_reached(release, item):
        return "waiting"
    if next(missing(release, item), None):
        return "blocked"
    return "open" if has_come(release, item) else "waiting"


def reasons(release: Release, item: Item, now: datetime) -> Iterator[Reason]:
    """All that keeps the item from being signed at `now`, what must come first first; none for one that is settled."""
    if release.standing(item.id) in SETTLED:
        return
    if not release.goes_on(item.id):
        yield r.NotRunning(release.state)
        if release.state in ("aborted", "finished"):
            return
    yield from too_soon(release, item, now)
    if block := release.records[item.id].block:
        yield r.IsBlocked(item.id, block.person, block.reason, block.at)
    yield from missing(release, item)
    if asked := question(release, item, coming(release, item)) if item.step.deploys else None:
        yield asked
    yield from of_the_hour(release, item, now)


def too_soon(release: Release, item: Item, now: datetime) -> Iterator[TooSoon]:
    """It is not its turn: others come first, or its earliest moment has not come."""
    if waiting := waits_for(release, item):
        yield r.TooEarly(item.id, waiting, whose_turn(release, item, now))
    at = earliest(release, item)
    if at and not has_come(release, item):
        yield _not_yet(release, item, at)


def _not_yet(release: Release, item: Item, at: datetime) -> r.NotYet | r.MeetingAhead | r.OutsideWindow:
    """The moment that comes last, with what can be done about it."""
    opens, closes = window(release, item)
    if at == opens:
        return r.OutsideWindow(item.id, opens, closes, release.leads)
    held = item.step.meeting == "hold" and release.meeting
    return r.MeetingAhead(at) if held and at == held.at else r.NotYet(item.id, at)


def missing(release: Release, item: Item) -> Iterator[Missing]:
    """What the item itself lacks, whoever signs: people, quality, a meeting, what going live takes, an answer."""
    if empty := empty_roles(release, item):
        yield r.NobodyHolds(item.id, empty, release.leads)
    if item.step.gate and (closed := shut(release, item.step.gate)):
        passed = release.passed.get(item.id)
        yield r.GateShut(item.id, item.step.gate, closed, passed.counts if passed else {})
    yield from _meeting(release, item)
    yield from lacks(release, item)
    if requests := awaited(release, item):
        people = (person for request in requests for person in release.holders_for(item, request.role))
        yield r.Awaited(item.id, tuple(request.id for request in requests), tuple(dict.fromkeys(people)))


def _meeting(release: Release, item: Item) -> Iterator[r.NoMeeting | r.MinutesUnsettled]:
    """The steps that hold a meeting and mail its minutes take one; the minutes are not mailed before they stand."""
    meeting, plan = release.meeting, release.plan.meeting
    if item.step.meeting not in ("hold", "minutes"):
        return
    if meeting is None or meeting.state == "cancelled":
        yield r.NoMeeting(release.leads)
    elif item.step.meeting == "minutes" and meeting.settled_at is None and plan:
        people = tuple(person for person in meeting.there if person not in meeting.agreed)
        until = (meeting.posted_at or meeting.until) + parse_duration(plan.objections)
        yield r.MinutesUnsettled(item.id, people, until, tuple(meeting.objections.items()))


def of_the_hour(release: Release, item: Item, now: datetime) -> Iterator[OfTheHour]:
    """What depends on the hour, and leaves the item open: a meeting, who is at it, a window that has closed."""
    if not has_come(release, item):
        return
    meeting = release.meeting if item.step.meeting == "hold" else None
    if meeting and meeting.state == "called":
        if now < meeting.at:
            yield r.MeetingAhead(meeting.at)
        elif roles := absent(release, meeting, now):
            yield r.RolesAbsent(roles)
    if closed := outside(release, item, now):
        yield closed


def whose_turn(release: Release, item: Item, now: datetime) -> tuple[str, ...]:
    """The people who can move things now so that the item opens: signers of open items, and who unblocks."""
    reached: dict[str, None] = {}
    edge, seen = list(waits_for(release, item)), set[str]()
    while edge:
        key = edge.pop(0)
        if key in seen:
            continue
        seen.add(key)
        if release.standing(key) == "open":
            reached.update(dict.fromkeys(asked(release, voters(release, release.item(key), now))))
            continue
        if release.standing(key) == "blocked":
            reached.update(dict.fromkeys(who_unblocks(release, release.item(key))))
        edge.extend(waits_for(release, release.item(key)))
    return tuple(reached)


def who_unblocks(release: Release, item: Item) -> tuple[str, ...]:
    """Who is asked to: whoever set the block, and the lead; whoever can give what the item lacks."""
    return addressed(release, _unblocking(release, item))


def _unblocking(release: Release, item: Item) -> Iterator[str]:
    if block := release.records[item.id].block:
        yield from (*release.leads, block.person)
    for each in missing(release, item):
        yield from _gives(release, item, each)


def _gives(release: Release, item: Item, lacking: Missing) -> Iterator[str]:
    match lacking:
        case r.NobodyHolds() | r.NoMeeting():
            yield from release.leads
        case r.GateShut():
            yield from _opens_gate(release, lacking)
        case r.MinutesUnsettled():
            pass  # whoever says nothing agrees: nobody has to
        case r.Awaited():
            for request in awaited(release, item):
                yield from release.named_for(item, request.role)
        case r.NoRollbackTarget() | r.NoDigest() | r.PacketIncomplete() | r.RollingBack():
            yield from givers(release, item, lacking)
        case _:
            assert_never(lacking)


def _opens_gate(release: Release, lacking: r.GateShut) -> Iterator[str]:
    """Whose turn it is with the bugs that the gate counts, and with what is wrong there; the lead decides what else."""
    if bugs := release.plan.bugs:
        for bug in in_the_way(release, lacking.gate):
            yield from release.named(bugs.verifier if bug.state == "fixed" else bugs.owner, bug.system)
    for each in lacking.shut.wrong:
        match each:
            case str():
                yield from developers(release, each)
            case Deployment():
                yield from developers(release, each.item)
            case WatchTurned():
                yield from watchers(release, release.plan.watches[each.watch].system or "")
            case AlertTold():
                yield from watchers(release, each.system)
            case _:
                assert_never(each)
    if lacking.shut.tracker or lacking.shut.unsorted or lacking.shut.wrong or lacking.shut.until:
        yield from release.leads
