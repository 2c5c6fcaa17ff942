"""What a system lacks before it goes live: a way back, an exact version, its database's packet (3b-2, 3b-3, S4).

Also what a release leaves running there, which is the way back of the next one.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.domain import refusals as r
from bot.domain.deployments import last_there
from bot.domain.layout import Item
from bot.domain.moments import resolve
from bot.domain.production import Previous, Run
from bot.domain.refusals.golive import Lacking
from bot.domain.release import Release

SNAPSHOT = "snapshot"
Lack = r.NoRollbackTarget | r.NoDigest | r.PacketIncomplete | r.RollingBack


def lack(release: Release, item: Item) -> Lack | None:
    """The first thing that keeps the item from going live; None where it deploys to no live environment."""
    return next(lacks(release, item), None)


def lacks(release: Release, item: Item) -> Iterator[Lack]:
    """Everything that does."""
    environment = release.plan.environments.get(item.step.deploys or "")
    if environment is None or not environment.live or item.system is None or item.rollback:
        return
    if under_way := release.rolling_back(item.step.deploys or ""):
        yield r.RollingBack(item.id, under_way.id)
    if (item.system, item.step.deploys) not in release.previous:
        yield r.NoRollbackTarget(item.id, item.system)
    version = release.plan.systems[item.system].version
    if SNAPSHOT in version.casefold() and not release.source(item.system)[1]:
        yield r.NoDigest(item.id, item.system, version)
    if missing := tuple(_packet(release, item)):
        yield r.PacketIncomplete(item.id, item.system, missing)


def under_way(release: Release, item: Item) -> Run | None:
    """The run of a platform for this item that has not ended."""
    return next((run for run in release.runs.values() if run.item == item.id and run.ended_at is None), None)


def left_running(release: Release) -> Mapping[tuple[str, str], Previous]:
    """What runs in the live environments now, by (system, environment); what failed there last is not known."""
    found = dict(release.previous)
    for environment, known in release.plan.environments.items():
        for system in release.plan.systems if known.live else ():
            last = last_there(release.deployments, system, environment)
            if last and last.failed:
                found.pop((system, environment), None)
            elif last and not last.rollback:
                found[system, environment] = Previous(last.branch, last.commit)
    return found


def _packet(release: Release, item: Item) -> Iterator[tuple[str, Lacking]]:
    """Each script with one that takes it back and, where its author runs it, a second pair of eyes; and a backup.

    A system that is operated by scripts has one.
    """
    system = item.system or ""
    scripts = release.scripts.get(system, ())
    running = {who for slot in item.slots for who in release.holders_for(item, slot.role)}
    for script in scripts:
        if not script.rollback:
            yield script.name, "rollback script"
        if script.person in running and not script.readers:
            yield script.name, "second pair of eyes"
    by_scripts = release.plan.kinds[release.plan.systems[system].kind].scripts
    if by_scripts and not scripts:
        yield "", "script"
    if (scripts or by_scripts) and system not in release.backups:
        yield "", "backup"


def outside(release: Release, item: Item, now: datetime) -> r.OutsideWindow | None:
    """Whether the item would go live at another time than the plan gives, and no lead has allowed it.

    What was ordered in time may end later.
    """
    environment = release.plan.environments.get(item.step.deploys or "")
    if environment is None or item.id in release.overridden or under_way(release, item):
        return None
    opens, closes = (
        resolve(moment, release.go_live, release.plan.zone, release.calendar) if moment else None
        for moment in (environment.opens, environment.closes)
    )
    if (opens and now < opens) or (closes and now > closes):
        return r.OutsideWindow(item.id, opens, closes, release.leads)
    return None
