"""What people do besides signing: they come to the meeting, say what ran before, bring what a database needs. Pure.

Reads off the rules what an item still takes before it can be signed, and who may give it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.plan.layout import Item
from bot.domain.reading.going_live import lack
from bot.domain.reading.standing import earliest, voters, waits_for
from bot.domain.refusals.going_live import Lacking
from bot.domain.rules import decide
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED

AHEAD = timedelta(hours=2)  # a meeting is called so long before it begins
ROOM = "302"
SCRIPT = "release.sql"


@dataclass(frozen=True, slots=True)
class Deed:
    """`typed` asks for the command."""

    person: str
    command: c.Command
    typed: str


def groundwork(release: Release, key: str, now: datetime) -> tuple[Deed, ...]:
    """What is to be done now for the item whose turn has come, by whoever may; () where signatures are all it takes.

    To call a meeting is to sign the step that calls it.
    """
    if not _has_its_turn(release, key):
        return ()
    item = release.item(key)
    wanted = (*_meeting(release, item, now), *_scripts(release, item), *_live(release, item))
    return tuple(deed for each in wanted if (deed := _deed(release, item, each, now)))


def opens_at(release: Release, key: str, now: datetime) -> datetime | None:
    """When the item whose turn has come may be signed or deployed, where that is later than now."""
    if not _has_its_turn(release, key):
        return None
    at = earliest(release, release.item(key))
    return at if at and now < at else None


def _has_its_turn(release: Release, key: str) -> bool:
    """Whether it waits for no other, though its moment may be still to come."""
    return release.standing(key) not in SETTLED and not waits_for(release, release.item(key))


Wanted = tuple[str, c.Command, str]  # a person, "" for whoever may


def _meeting(release: Release, item: Item, now: datetime) -> Iterator[Wanted]:
    meeting = release.meeting
    match item.step.meeting:
        case "call" if meeting is None or meeting.state == "cancelled":
            yield "", c.CallMeeting(now + AHEAD, ROOM), f"/release meeting +2h {ROOM}"
        case "hold" if meeting and meeting.state == "called":
            for person in meeting.invited:
                if person not in meeting.there:
                    yield person, c.Attend(coming=True), "/release meeting yes"
        case "minutes" if meeting and meeting.settled_at is None:
            for person in meeting.there:
                if person not in meeting.agreed:
                    yield person, c.AgreeToMinutes(), "/release minutes agree"
        case _:
            pass


def _scripts(release: Release, item: Item) -> Iterator[Wanted]:
    """They are there, each with its way back, before anything is deployed with them."""
    system = item.system
    if system is None or item.step.deploys is None or item.hotfix or item.rollback:
        return
    if not release.plan.kinds[release.plan.systems[system].kind].scripts:
        return
    there = release.scripts.get(system, ())
    if not there:
        yield "", *_packet(system, "", "script")
    for script in there:
        if not script.rollback:
            yield "", *_packet(system, script.name, "rollback script")


def _live(release: Release, item: Item) -> Iterator[Wanted]:
    """Of what one thing lacks the next may depend, so one at a time; the packet of a database is lacking as a whole."""
    system, place = item.system or "", item.step.deploys or ""
    match lack(release, item):
        case r.NoRollbackTarget():
            command = c.RecordPrevious(system, place, nothing=True)
            yield "", command, f"/release previous {system} {place} nothing"
        case r.NoDigest():
            branch = release.source(system)[0] or "main"
            commit = _digest(system, "source")[:10]
            yield "", c.SubmitCode(system, branch, commit), f"/release branch {system} {branch} {commit}"
        case r.PacketIncomplete(lacking=lacking):
            for script, what in lacking:
                yield "", *_packet(system, script, what)
        case _:
            pass


def _packet(system: str, script: str, what: Lacking) -> tuple[c.Command, str]:
    digest = _digest(system, what)
    match what:
        case "script":
            return c.AttachScript(system, SCRIPT, digest), f"/release script {system} {SCRIPT} {digest}"
        case "rollback script":
            return c.AttachRollback(system, script, digest), f"/release script back {system} {script} {digest}"
        case "second pair of eyes":
            return c.ReviewScript(system, script), f"/release script read {system} {script}"
        case "backup":
            return c.RecordBackup(system, f"backup-{digest[:6]}"), f"/release backup {system} backup-{digest[:6]}"


def _deed(release: Release, item: Item, wanted: Wanted, now: datetime) -> Deed | None:
    """By the person named, or by the first who may: whoever signs the item before all others."""
    who, command, typed = wanted
    signing = (vote.person for vote in voters(release, item, now))
    for person in (who,) if who else dict.fromkeys((*signing, *release.people)):
        actor = c.Actor(person, release.links.get(person, ""), "slash")
        if isinstance(decide(release, command, actor, now), tuple):
            return Deed(person, command, typed)
    return None


def _digest(*parts: str) -> str:
    return hashlib.sha256("/".join(parts).encode()).hexdigest()
