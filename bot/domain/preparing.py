"""Who gives what a system lacks before it goes live, so that they are asked before anybody is refused (3b-2, S4)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import assert_never

from bot.domain import refusals as r
from bot.domain.layout import Item
from bot.domain.live import Lack, lacks
from bot.domain.refusals.golive import Lacking
from bot.domain.release import SETTLED, Release

Matter = tuple[str, str, str]


def wanted(release: Release, now: datetime) -> Mapping[str, tuple[Lack, ...]]:
    """By person, everything that they can give of what is lacking, one thing in each; from its phase on (3b)."""
    found: dict[str, list[Lack]] = {}
    if release.state in ("aborted", "finished"):
        return {}
    for key in _going_live(release):
        item = release.item(key)
        for lack in _one_by_one(lacks(release, item)):
            for person in _with_stand_ins(release, givers(release, item, lack), now):
                found.setdefault(person, []).append(lack)
    return {person: tuple(each) for person, each in found.items()}


def givers(release: Release, item: Item, lack: Lack) -> tuple[str, ...]:
    """Who can give it; for a rollback under way nobody has to give anything."""
    match lack:
        case r.NoRollbackTarget():
            return _operators(release, item)
        case r.NoDigest():
            return submitters(release, item.system or "") or release.leads
        case r.PacketIncomplete():
            given = (_of_packet(release, item, name, thing) for name, thing in lack.lacking)
            return tuple(dict.fromkeys(person for people in given for person in people))
        case r.RollingBack():
            return ()
        case _:
            assert_never(lack)


def matter(lack: Lack) -> Matter:
    """By what one lack, as `wanted` tells it, is known again: (item, what is lacking, of which script)."""
    match lack:
        case r.NoRollbackTarget():
            return lack.item, "previous", ""
        case r.NoDigest():
            return lack.item, "digest", ""
        case r.PacketIncomplete():
            ((script, thing),) = lack.lacking
            return lack.item, thing, script
        case r.RollingBack():
            return lack.item, "rollback", lack.rollback
        case _:
            assert_never(lack)


def _going_live(release: Release) -> Iterator[str]:
    live = {key for key, environment in release.plan.environments.items() if environment.live}
    for key, item in release.layout.items.items() if live else ():
        if item.step.deploys in live and item.phase <= release.phase and release.standing(key) not in SETTLED:
            yield key


def _one_by_one(found: Iterator[Lack]) -> Iterator[Lack]:
    """The parts of a packet are given by different people, and at different times."""
    for lack in found:
        if isinstance(lack, r.PacketIncomplete):
            yield from (r.PacketIncomplete(lack.item, lack.system, (part,)) for part in lack.lacking)
        else:
            yield lack


def _of_packet(release: Release, item: Item, name: str, thing: Lacking) -> tuple[str, ...]:
    if thing != "second pair of eyes":
        return _operators(release, item)
    author = next(script.person for script in release.scripts[item.system or ""] if script.name == name)
    for people in (_operators(release, item), release.leads, tuple(release.people)):
        if others := tuple(person for person in people if person != author):
            return others
    return ()


def _operators(release: Release, item: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for slot in item.slots for person in release.holders_for(item, slot.role)))


def submitters(release: Release, system: str) -> tuple[str, ...]:
    """Those who say which branch and commit of the system is meant."""
    asking = (release.item(key) for key in release.layout.of_system[system])
    found = (_operators(release, each) for each in asking if each.step.asks and each.step.asks.kind == "branch")
    return tuple(dict.fromkeys(person for people in found for person in people))


def _with_stand_ins(release: Release, people: tuple[str, ...], now: datetime) -> tuple[str, ...]:
    """Those stand-ins alone whose beginning has been recorded: they are told then, as of every prompt."""
    acting = (each for each in release.stand_ins if each.acts(now) and each.instead_of in people)
    told = (each.person for each in acting if (each.person, each.instead_of, each.since) in release.began)
    return tuple(dict.fromkeys((*people, *told)))
