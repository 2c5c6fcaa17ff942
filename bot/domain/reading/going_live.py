"""What a system lacks before it goes live, and who can give it: they are asked before anybody is refused (3b-2, S4).

Also what a release leaves running there, which is the way back of the next one.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Final, assert_never

from bot.domain import refusals as r
from bot.domain.plan.evidence import is_none, words
from bot.domain.plan.layout import Item
from bot.domain.plan.moments import resolve
from bot.domain.plan.spelling import fold
from bot.domain.reading.code import COMMIT, is_same, to_go
from bot.domain.reading.deployments import last_there
from bot.domain.reading.staffing import addressed
from bot.domain.refusals.going_live import Lacking
from bot.domain.state.going_live import BY_HAND, WINDOW, Previous, Run
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED

SNAPSHOT = "snapshot"
BACKUP: Final = re.compile(r"back(?:ed|ing)?[ -]?ups?|备份")
NOT_MADE: Final = re.compile(
    r"(?:(?:there|it|we|is|was|has|have|did) )*(?:no|not|none|nothing|never|without|(?:did|was|is|has|have)n t)"
    r"(?: (?:a|any|to|yet|is|was|been|made|taken|done|needed|required|necessary|available|exists?))*"
    r"|(?:还|尚)?(?:没有?|未|无需|无须|不需要?|不用|不必|不)(?:有|做|进行|完成|过| )*"
)
Lack = r.NoRollbackTarget | r.NoDigest | r.PacketIncomplete | r.RollingBack
Matter = tuple[str, str, str]


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
    if SNAPSHOT in version.casefold() and not to_go(release, item)[1]:
        yield r.NoDigest(item.id, item.system, version)
    if missing := tuple(_packet(release, item)):
        yield r.PacketIncomplete(item.id, item.system, missing)


def under_way(release: Release, item: Item) -> Run | None:
    """The run of a platform for this item that has not ended."""
    return next((run for run in release.runs.values() if run.item == item.id and run.ended_at is None), None)


def left_running(release: Release) -> Mapping[tuple[str, str], Previous]:
    """What runs in the live environments now, by (system, environment); not known of what failed or is in doubt."""
    found = dict(release.previous)
    for environment, known in release.plan.environments.items():
        for system in release.plan.systems if known.live else ():
            last = last_there(release.deployments, system, environment)
            if last and (last.failed or last.unsure_since):
                found.pop((system, environment), None)
            elif last and not last.rollback:
                found[system, environment] = Previous(last.branch, last.commit)
    return found


def _packet(release: Release, item: Item) -> Iterator[tuple[str, Lacking]]:
    """Each script with one that takes it back and, where its author runs it, a second pair of eyes; and a backup.

    A system that is operated by scripts has one.
    """
    system, place = item.system or "", item.step.deploys or ""
    scripts = release.scripts.get(system, ())
    running = {who for slot in item.slots for who in release.named_for(item, slot.role)}
    for script in scripts:
        if not script.rollback:
            yield script.name, "rollback script"
        if script.person in running and not script.readers:
            yield script.name, "second pair of eyes"
    by_scripts = release.plan.kinds[release.plan.systems[system].kind].scripts
    if by_scripts and not scripts:
        yield "", "script"
    backup = release.backups.get(system, "")
    backed_up = nothing_before(release, system, place) if is_no_backup(backup) else bool(backup)
    if (scripts or by_scripts) and not backed_up:
        yield "", "backup"


def is_no_backup(text: str) -> bool:
    """Whether it says that none was made: `no backup`, `none`, `not backed up`, `没有备份`, `未备份`."""
    rest = BACKUP.sub(" ", fold(text))
    return is_none(rest) or NOT_MADE.fullmatch(words(rest)) is not None


def nothing_before(release: Release, system: str, environment: str) -> bool:
    """Whether it is on record that the system was not there before: then there is nothing to back up."""
    known = release.previous.get((system, environment))
    return known is not None and known.nothing


def outside(release: Release, item: Item, now: datetime) -> r.OutsideWindow | None:
    """Whether the item would go live at another time than the plan gives, and no lead has allowed it."""
    opens, closes = window(release, item)
    if (opens and now < opens) or (closes and now > closes):
        return r.OutsideWindow(item.id, opens, closes, release.leads)
    return None


def window(release: Release, item: Item) -> tuple[datetime | None, datetime | None]:
    """From when until when it may go live; what was let go, or is being deployed already, may at any time."""
    environment = release.plan.environments.get(item.step.deploys or "")
    if environment is None or (item.id, WINDOW) in release.let_go or under_way(release, item):
        return None, None
    opens, closes = (
        resolve(moment, release.go_live, release.plan.zone, release.calendar) if moment else None
        for moment in (environment.opens, environment.closes)
    )
    return opens, closes


def another_commit(release: Release, item: Item, commit: str) -> r.AnotherCommit | None:
    """Whether it is not the commit that was submitted and tested, nor one that the lead has let go (T2)."""
    _, tested = to_go(release, item)
    if item.rollback or not COMMIT.fullmatch(commit) or not COMMIT.fullmatch(tested):
        return None
    known = (tested, *(way for key, way in release.let_go if key == item.id))
    return (
        None
        if any(is_same(commit, each) for each in known)
        else r.AnotherCommit(item.id, commit, tested, release.leads)
    )


def by_platform(release: Release, item: Item) -> r.ByPlatform | None:
    """Whether a platform deploys it, and not people; unless nobody can tell how its run ended, or the lead lets it."""
    found = None if item.rollback else release.plan.platform_for(item.system or "", item.step.deploys or "")
    run = under_way(release, item)
    if found is None or (item.id, BY_HAND) in release.let_go or (run and run.doubt):
        return None
    return r.ByPlatform(item.id, found[0], release.leads)


def wanted(release: Release) -> Mapping[str, tuple[Lack, ...]]:
    """By person, everything that they can give of what is lacking, one thing in each, from when they can (3b-2)."""
    found: dict[str, list[Lack]] = {}
    if release.state in ("aborted", "finished"):
        return {}
    for key in _going_live(release):
        item = release.item(key)
        for lack in filter(partial(_is_time, release, item), _one_by_one(lacks(release, item))):
            for person in addressed(release, givers(release, item, lack)):
                found.setdefault(person, []).append(lack)
    return {person: tuple(each) for person, each in found.items()}


def givers(release: Release, item: Item, lack: Lack) -> tuple[str, ...]:
    """Who can give it; for a rollback under way nobody has to give anything."""
    match lack:
        case r.NoRollbackTarget():
            return _operators(release, item)
        case r.NoDigest():
            return addressed(release, submitters(release, item.system or "")) or release.leads
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
        if item.step.deploys in live and release.standing(key) not in SETTLED:
            yield key


def _is_time(release: Release, item: Item, lack: Lack) -> bool:
    """Scripts are born, taken back and read with the code (1a-3); the rest is given once its phase is there."""
    if item.phase <= release.phase:
        return True
    asking = [key for key in release.layout.of_system[item.system or ""] if is_submitted(release, key)]
    with_code = isinstance(lack, r.PacketIncomplete) and lack.lacking[0][1] != "backup"
    return with_code and any(release.standing(key) != "waiting" for key in asking)


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
    authors = next(script.authors for script in release.scripts[item.system or ""] if script.name == name)
    for people in (_operators(release, item), release.leads, tuple(release.people)):
        if others := tuple(person for person in addressed(release, people) if person not in authors):
            return others
    return ()


def _operators(release: Release, item: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for slot in item.slots for person in release.named_for(item, slot.role)))


def developers(release: Release, key: str) -> tuple[str, ...]:
    """Who develops what the item is about: in the role that mends; in a plan that names none, who submits the code.

    Nobody in particular where it is about no system.
    """
    item, path, bugs = release.item(key), release.plan.hotfix, release.plan.bugs
    if item.system is None:
        return ()
    role = bugs.owner if bugs else path.developer if path else ""
    if not role:
        return submitters(release, item.system)
    return (*release.holders(role, item.system), *item.held.get(role, ()))


def is_submitted(release: Release, key: str) -> bool:
    """Whether the item is signed by saying which branch and commit is meant."""
    asks = release.item(key).step.asks
    return asks is not None and asks.kind == "branch"


def submitters(release: Release, system: str) -> tuple[str, ...]:
    """Those who say which branch and commit of the system is meant."""
    found = (
        _operators(release, release.item(key)) for key in release.layout.of_system[system] if is_submitted(release, key)
    )
    return tuple(dict.fromkeys(person for people in found for person in people))
