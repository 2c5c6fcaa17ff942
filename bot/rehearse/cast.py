"""Who acts: which of those who may sign does, and whom the lead names where nobody may. Pure.

Chooses so that the later steps keep their signers; what is allowed, the rules say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain import commands as c
from bot.domain.history import evolve
from bot.domain.reading.standing import empty_roles, may_sign, voters
from bot.domain.rules import decide
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.rehearse.evidence import evidence


@dataclass(frozen=True, slots=True)
class Naming:
    """`person` joins those who hold the role, of this system where it is held by system ("" where not)."""

    role: str
    system: str
    person: str
    holders: tuple[str, ...]


def signer(release: Release, key: str, now: datetime) -> str:
    """The one of those who may sign whose signature leaves the most signers to the items it has a say in."""
    able = may_sign(release, key, now)
    if len(able) == 1:
        return able[0]
    judged = _judged(release, key)
    return min(able, key=lambda person: _loss(_signed(release, key, person, now), judged, now))


def naming(release: Release, key: str, now: datetime) -> Naming | None:
    """Whom the lead can name so that the blocked item may be signed; None where nobody can be named."""
    for role in empty_roles(release, release.item(key)):
        found = [n for n in _namings(release, key, role) if role not in _still_empty(release, n, key, now)]
        if found:
            return min(found, key=lambda named: _suits(release, key, named, now))
    return None


def stranded(release: Release, keys: Iterable[str]) -> tuple[str, ...]:
    """Those of the unsettled items that nobody could sign, whatever else happens."""
    unsettled = (key for key in keys if release.standing(key) not in SETTLED)
    return tuple(key for key in unsettled if empty_roles(release, release.item(key)))


def _judged(release: Release, key: str) -> tuple[str, ...]:
    """The items for which it matters who signs this one: itself, and those that four eyes keep apart from it."""
    item, layout = release.item(key), release.layout
    apart = [other for step in layout.apart_steps[item.step.id] for other in layout.of_step[step]]
    kept_apart = any(layout.apart_roles[slot.role] for slot in item.slots)
    same_system = layout.of_system[item.system] if item.system and kept_apart else ()
    return tuple(dict.fromkeys((key, *apart, *same_system)))


def _loss(release: Release, keys: tuple[str, ...], now: datetime) -> tuple[int, int]:
    left = [key for key in keys if release.standing(key) not in SETTLED]
    return len(stranded(release, left)), -sum(len(voters(release, release.item(key), now)) for key in left)


def _signed(release: Release, key: str, person: str, now: datetime) -> Release:
    return _after(release, c.Sign(key, evidence(release, key, "https://example.com")), person, now) or release


def _namings(release: Release, key: str, role: str) -> Iterator[Naming]:
    system = (release.item(key).system or "") if release.plan.roles[role].per == "system" else ""
    holders = release.holders(role, system or None)
    yield from (Naming(role, system, person, holders) for person in release.people if person not in holders)


def _named(release: Release, named: Naming, now: datetime) -> Release | None:
    command = c.Assign(named.role, (*named.holders, named.person), named.system)
    return _after(release, command, release.leads[0], now)


def _still_empty(release: Release, named: Naming, key: str, now: datetime) -> tuple[str, ...]:
    """The roles nobody could sign in after this naming; all of them where it is refused."""
    after = _named(release, named, now)
    return empty_roles(after or release, release.item(key))


def _suits(release: Release, key: str, named: Naming, now: datetime) -> tuple[int, bool, int]:
    """Fewest stranded items first, then somebody who signs nothing else of this item, then who holds fewest roles."""
    after = _named(release, named, now) or release
    others = {p for slot in release.item(key).slots for p in release.holders(slot.role, release.item(key).system)}
    held = sum(named.person in release.holders(role, None) for role in release.plan.roles)
    return len(stranded(after, after.layout.items)), named.person in others, held


def _after(release: Release, command: c.Command, person: str, now: datetime) -> Release | None:
    """The release after the command; None where it is refused."""
    decided = decide(release, command, c.Actor(person, release.links.get(person, ""), "cli"), now)
    if not isinstance(decided, tuple):
        return None
    for event in decided:
        release = evolve(release, event)
    return release
