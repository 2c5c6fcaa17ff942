"""Who holds a role, who stands in for whom, and which Slack account is whose (P1, P6, P7, P8)."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.release import Release
from bot.domain.rules.facts import Facts


def assign(release: Release, command: c.Assign, actor: c.Actor, now: datetime) -> tuple[e.Event, ...] | r.Refused:
    """The lead names who holds a role; nobody may test what they develop."""
    if actor.person not in release.leads:
        return r.LeadOnly(release.leads)
    role = release.plan.roles[command.role]
    if role.per == "system" and not command.system:
        return r.Lacks("system", f"/release assign {command.role} SYSTEM @user")
    people = tuple(dict.fromkeys(_key(person) for person in command.people))
    if role.per == "system":
        apart = {
            *role.never_with,
            *(name for name, other in release.plan.roles.items() if command.role in other.never_with),
        }
        for name in sorted(apart):
            if set(people) & set(release.holders(name, command.system)):
                others = tuple(p for p in release.holders(command.role, None) if p not in people)
                return r.FourEyes(command.system, "role", name, others)
    return (
        e.Assigned(
            **Facts(actor, now).header,
            role=command.role,
            system=command.system if role.per == "system" else "",
            people=people,
            newcomers=_newcomers(release, *command.people),
        ),
    )


def name_stand_in(
    release: Release, command: c.NameStandIn, actor: c.Actor, now: datetime
) -> tuple[e.Event, ...] | r.Refused:
    """The lead names a stand-in from–to; both names are on the record of whatever the stand-in signs."""
    if actor.person not in release.leads:
        return r.LeadOnly(release.leads)
    person = _key(command.person)
    if person == command.instead_of:
        return r.NoSuchName("person", person)
    if command.until is not None and command.until <= now:
        return r.PastMoment(command.until, now, "standin")
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


def link(release: Release, command: c.Link, actor: c.Actor, now: datetime) -> tuple[e.Event, ...] | r.Refused:
    """One's own account by an equal address; anybody's by the lead. Never because names resemble each other."""
    lead = actor.person in release.leads
    known = release.people[command.person]
    same_address = bool(command.email) and command.email.casefold() == known.email.casefold()
    if not lead and not (actor.user == command.user and same_address):
        return r.NotLinked(command.person, release.leads)
    current = release.links.get(command.person)
    if current == command.user:
        return r.LinkTaken(command.person, command.user)
    if current and not lead:
        return r.NotLinked(command.person, release.leads)
    return (e.Linked(**Facts(actor, now).header, person=command.person, to=command.user),)


def _key(person: str | c.Newcomer) -> str:
    return person.user if isinstance(person, c.Newcomer) else person


def _newcomers(release: Release, *people: str | c.Newcomer) -> Mapping[str, str]:
    return {p.user: p.name for p in people if isinstance(p, c.Newcomer) and p.user not in release.people}
