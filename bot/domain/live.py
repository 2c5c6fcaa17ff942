"""What a system lacks before it goes live: a way back, an exact version, its database's packet (3b-2, 3b-3, S4)."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import refusals as r
from bot.domain.deployments import last_there
from bot.domain.layout import Item
from bot.domain.moments import resolve
from bot.domain.refusals.golive import Lacking
from bot.domain.release import Release

SNAPSHOT = "snapshot"
Lack = r.NoRollbackTarget | r.NoDigest | r.PacketIncomplete | r.RollingBack


def lack(release: Release, item: Item) -> Lack | None:
    """The first thing that keeps the item from going live; None where it deploys to no live environment."""
    environment = release.plan.environments.get(item.step.deploys or "")
    if environment is None or not environment.live or item.system is None or item.rollback:
        return None
    if under_way := release.rolling_back(item.step.deploys or ""):
        return r.RollingBack(item.id, under_way.id)
    if not has_way_back(release, item.system, item.step.deploys or ""):
        return r.NoRollbackTarget(item.id, item.system)
    version = release.plan.systems[item.system].version
    if SNAPSHOT in version.casefold() and not release.source(item.system)[1]:
        return r.NoDigest(item.id, item.system, version)
    missing = tuple(_packet(release, item))
    return r.PacketIncomplete(item.id, item.system, missing) if missing else None


def has_way_back(release: Release, system: str, environment: str) -> bool:
    """Whether it is on record what ran before: told, or deployed there by this release already."""
    if (system, environment) in release.previous:
        return True
    return last_there(release.deployments, system, environment) is not None


def _packet(release: Release, item: Item) -> Iterator[tuple[str, Lacking]]:
    """Each script with one that takes it back and, where its author runs it, a second pair of eyes; and a backup."""
    system = item.system or ""
    scripts = release.scripts.get(system, ())
    running = {who for slot in item.slots for who in release.holders_for(item, slot.role)}
    for script in scripts:
        if not script.rollback:
            yield script.name, "rollback script"
        if script.person in running and not script.readers:
            yield script.name, "second pair of eyes"
    if scripts and system not in release.backups:
        yield "", "backup"


def outside(release: Release, item: Item, now: datetime) -> r.OutsideWindow | None:
    """Whether the item would go live at another time than the plan gives, and no lead has allowed it."""
    environment = release.plan.environments.get(item.step.deploys or "")
    if environment is None or item.id in release.overridden:
        return None
    opens, closes = (
        resolve(moment, release.go_live, release.plan.zone, release.calendar) if moment else None
        for moment in (environment.opens, environment.closes)
    )
    if (opens and now < opens) or (closes and now > closes):
        return r.OutsideWindow(item.id, opens, closes, release.leads)
    return None
