"""Who may act, and who is asked: every surface asks here, and decides nothing of it by itself.

Whoever holds a role may act with an account that may (`Release.takes_part`), and so may who stands in for them. Asked,
told and mentioned are those alone who are there: in place of who is away, whoever stands in for them.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.domain.state.release import Release
from bot.domain.state.staffing import LinkWish, StandIn, Vote


def acting(release: Release, now: datetime) -> tuple[StandIn, ...]:
    """The stand-ins whose time it is."""
    return tuple(each for each in release.stand_ins if each.acts(now))


def votes(release: Release, role: str, named: Iterable[str], standing_in: Iterable[StandIn]) -> Iterator[Vote]:
    """Who may act in a role that these people are named for: they themselves, then those of `standing_in` for one."""
    of_role = tuple(named)
    yield from (Vote(person, role) for person in of_role if release.takes_part(person))
    for each in standing_in:
        if each.instead_of in of_role and release.takes_part(each.person):
            yield Vote(each.person, role, each.instead_of)


def people_of(votes: Iterable[Vote]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(vote.person for vote in votes))


def in_place_of(release: Release, person: str) -> tuple[str, ...]:
    """Who is asked in this person's place: stand-ins who may act, and are there themselves. () for who is not away."""
    return tuple(dict.fromkeys(s for s in _standing_in_for(release, person) if not any(_standing_in_for(release, s))))


def _standing_in_for(release: Release, person: str) -> Iterator[str]:
    return (s.person for s in release.standing_in if s.instead_of == person and release.takes_part(s.person))


def addressed(release: Release, people: Iterable[str]) -> tuple[str, ...]:
    """To whom goes what is these people's: in place of who is away, to their stand-ins; to nobody who may not act."""
    there = (who for person in people for who in in_place_of(release, person) or (person,))
    return tuple(dict.fromkeys(filter(release.takes_part, there)))


def asked(release: Release, admissible: Iterable[Vote]) -> tuple[str, ...]:
    """Who is asked for one of these votes: nobody in whose name somebody else, who is there, is asked for it."""
    able = tuple(admissible)
    relieved = {v.instead_of for v in able if v.instead_of and v.person in in_place_of(release, v.instead_of)}
    return tuple(person for person in people_of(able) if person not in relieved)


def roles_of(release: Release, person: str) -> Iterator[tuple[str, str | None]]:
    """The roles that somebody is named for, each with its system where it goes by system."""
    for role, known in release.plan.roles.items():
        for system in release.plan.systems if known.per == "system" else (None,):
            if person in release.named(role, system):
                yield role, system


def agrees(release: Release, person: str, wish: LinkWish, other: str, account: str) -> bool:
    """Whether the word of this `other`, who acts with this account, is what the wish waits for.

    One of the two is a lead. The other is another lead, or whoever the link is about: the person, as long as they have
    an account to say it with, and otherwise whoever has the account that is to be theirs.
    """
    if other == wish.by:
        return False
    if wish.by not in release.leads:
        return wish.by == person and other in release.leads
    if other in release.leads or (other == person and _can_say(release, person)):
        return True
    return account == wish.to and (wish.by == person or not _can_say(release, person))


def asked_of_link(release: Release, person: str, wish: LinkWish) -> tuple[str, ...]:
    """Whose word the wish waits for; () where it is that of the account itself."""
    if wish.by not in release.leads:
        return addressed(release, release.leads)
    return (person,) if person != wish.by and _can_say(release, person) else ()


def _can_say(release: Release, person: str) -> bool:
    return person in release.links and release.takes_part(person)
