"""Who holds a role, who stands in for whom, and which Slack account is whose (P1, P6, P7, P8)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import replay
from bot.domain.reading.standing import acted_in
from bot.domain.rules.facts import Decided, Facts
from bot.domain.rules.meetings import invite_too
from bot.domain.state.release import Release


def decide(release: Release, command: c.StaffingCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.Assign():
            return assign(release, command, actor, now)
        case c.NameStandIn():
            return name_stand_in(release, command, actor, now)
        case c.Link():
            return link(release, command, actor, now)
        case _:
            assert_never(command)


def assign(release: Release, command: c.Assign, actor: c.Actor, now: datetime) -> Decided:
    """The lead names who holds a role; nobody may test what they develop."""
    if actor.person not in release.leads:
        return r.LeadOnly(release.leads)
    role = release.plan.roles[command.role]
    if role.per == "system" and not command.system:
        return r.Lacks("system", f"assign {command.role} SYSTEM @user")
    people = tuple(dict.fromkeys(_key(release, person) for person in command.people))
    if not people:  # a role without people stops its steps, and a release without a lead could never be mended
        return r.Lacks("person", f"assign {command.role} @user")
    if role.per == "system":
        for name in release.layout.apart_roles[command.role]:
            if acted_in(release, name, command.system) & set(people):
                others = tuple(p for p in release.holders(command.role, None) if p not in people)
                return r.HeldApart(command.system, name, others)
    fact = Facts(actor, now)
    assigned = e.Assigned(
        **fact.header,
        role=command.role,
        system=command.system if role.per == "system" else "",
        people=people,
        newcomers=_newcomers(release, *command.people),
    )
    return (assigned, *invite_too(replay((assigned,), release), fact))


def name_stand_in(release: Release, command: c.NameStandIn, actor: c.Actor, now: datetime) -> Decided:
    """The lead names a stand-in from–to; both names are on the record of whatever the stand-in signs."""
    if actor.person not in release.leads:
        return r.LeadOnly(release.leads)
    person = _key(release, command.person)
    if person == command.instead_of:
        return r.NoSuchName("person", person)
    earliest = max(now, command.since)
    if command.until is not None and command.until <= earliest:
        return r.PastMoment(command.until, earliest + timedelta(days=1), "standin")
    fact = Facts(actor, now)
    named = e.StandInNamed(
        **fact.header,
        person=person,
        instead_of=command.instead_of,
        since=command.since,
        until=command.until,
        newcomers=_newcomers(release, command.person),
    )
    if command.since > now:
        return (named,)
    return named, e.StandInBegan(**fact.header, person=person, instead_of=command.instead_of, since=command.since)


def link(release: Release, command: c.Link, actor: c.Actor, now: datetime) -> Decided:
    """One's own account by an equal address; anybody's by the lead. Never because names resemble each other."""
    lead = actor.person in release.leads
    known = release.people[command.person]
    same_address = bool(command.email) and command.email.casefold() == known.email.casefold()
    if not lead and not (actor.user == command.user and same_address):
        return r.NotLinked(command.person, release.leads)
    current = release.links.get(command.person)
    if current == command.user:
        return r.LinkTaken(command.person, command.user)
    if command.user in release.people:  # a newcomer acts under this id already: one account, one person, one vote
        return r.LinkTaken(command.user, command.user)
    if current and not lead:
        return r.NotLinked(command.person, release.leads)
    return (e.Linked(**Facts(actor, now).header, person=command.person, to=command.user),)


def _key(release: Release, person: str | c.Newcomer) -> str:
    """A newcomer whose account is somebody's already is that person: nobody acts under two names."""
    return release.person_of(person.user) or person.user if isinstance(person, c.Newcomer) else person


def _newcomers(release: Release, *people: str | c.Newcomer) -> Mapping[str, str]:
    fresh = (person for person in people if isinstance(person, c.Newcomer))
    return {person.user: person.name for person in fresh if _key(release, person) not in release.people}
