"""Who holds a role, who stands in for whom, and which Slack account is whose (P1, P6, P7, P8)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.reading.staffing import agrees
from bot.domain.reading.standing import acted_in
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.release import Release


def decide(release: Release, command: c.StaffingCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.Assign():
            return assign(release, command, actor, now)
        case c.NameStandIn():
            return name_stand_in(release, command, actor, now)
        case c.EndStandIn():
            return end_stand_in(release, command, actor, now)
        case c.Link():
            return link(release, command, actor, now)
        case c.TellAccount():
            return tell_account(release, command, actor, now)
        case _:
            assert_never(command)


def assign(release: Release, command: c.Assign, actor: c.Actor, now: datetime) -> Decided:
    """The lead names who holds a role, the operator a lead; nobody may test what they develop."""
    if actor.person not in release.leads and not actor.is_operator:
        return r.LeadOnly(release.leads)
    role = release.plan.roles[command.role]
    if role.per == "system" and not command.system:
        return r.Lacks("system", f"assign {command.role} SYSTEM @user")
    people = tuple(dict.fromkeys(_key(release, person) for person in command.people))
    if not people:  # a role without people stops its steps, and a release without a lead could never be mended
        return r.Lacks("person", f"assign {command.role} @user")
    if refused := next(_may_not(release, people), None):
        return refused
    if role.per == "system":
        for name in release.layout.apart_roles[command.role]:
            if acted_in(release, name, command.system) & set(people):
                others = tuple(p for p in release.holders(command.role, None) if p not in people)
                return r.HeldApart(command.system, name, others)
    assigned = e.Assigned(
        **Facts(actor, now).header,
        role=command.role,
        system=command.system if role.per == "system" else "",
        people=people,
        newcomers=_newcomers(release, *command.people),
    )
    return (assigned,)


def name_stand_in(release: Release, command: c.NameStandIn, actor: c.Actor, now: datetime) -> Decided:
    """The lead names a stand-in from–to; both names are on the record of whatever the stand-in signs."""
    if actor.person not in release.leads:
        return r.LeadOnly(release.leads)
    person = _key(release, command.person)
    if person == command.instead_of:
        return r.NoSuchName("person", person)
    if refused := next(_may_not(release, (person,)), None):
        return refused
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


def end_stand_in(release: Release, command: c.EndStandIn, actor: c.Actor, now: datetime) -> Decided:
    """Whoever is back says so, whoever stood in hands back, and the lead ends any of them."""
    wanted = {"person": command.person, "instead_of": command.instead_of}
    found = [s for s in release.stand_ins if all(who in ("", getattr(s, part)) for part, who in wanted.items())]
    if not any(wanted.values()):
        found = [s for s in found if actor.person in (s.person, s.instead_of)]
    if not found:
        return r.NoStandIn(tuple((s.person, s.instead_of) for s in release.stand_ins))
    for each in found:
        if actor.person not in (each.person, each.instead_of, *release.leads):
            return r.NotYourStandIn(each.person, each.instead_of, release.leads)
    header = Facts(actor, now).header
    return tuple(e.StandInEnded(**header, person=each.person, instead_of=each.instead_of) for each in found)


def _may_not(release: Release, people: Iterable[str]) -> Iterator[r.MayNotAct]:
    return (r.MayNotAct(person, release.hindered[person]) for person in people if person in release.hindered)


def link(release: Release, command: c.Link, actor: c.Actor, now: datetime) -> Decided:
    """One's own account by an equal address, once; any other link takes the word of two people. No names decide."""
    person, account, fact = command.person, command.user, Facts(actor, now)
    own = actor.user == account and _same_address(release, command)
    wish = release.wishes.get(person)
    agreed = wish is not None and wish.to == account and agrees(release, person, wish, actor.person, actor.user)
    if not (own or agreed or release.takes_part(actor.person)):
        return r.Stranger()  # who is in the plan, and with which account, is nobody else's business
    if owner := release.person_of(account):  # a newcomer, too, acts under their own id: one account, one vote
        return r.LinkTaken(owner, account)
    if agreed or (own and _has_no_account(release, person)):
        return (e.Linked(**fact.header, person=person, to=account),)
    if actor.person not in (*release.leads, person):
        return r.LinkHeld(person, release.leads) if own else r.NotLinked(person, release.leads)
    if wish and (wish.to, wish.by) == (account, actor.person):
        return r.LinkWaits(person, account)
    return (e.LinkAsked(**fact.header, person=person, to=account),)


def _same_address(release: Release, command: c.Link) -> bool:
    return bool(command.email) and command.email.casefold() == release.people[command.person].email.casefold()


def _has_no_account(release: Release, person: str) -> bool:
    """None was linked, or it was switched off: who has the address of one who left and came back is that person."""
    return person not in release.links or release.hindered.get(person) == "gone"


def tell_account(release: Release, command: c.TellAccount, actor: c.Actor, now: datetime) -> tuple[e.Event, ...]:
    """What Slack says of the account that somebody acts with, or would; it is written down once."""
    theirs = release.links.get(command.person, command.account) == command.account
    if not theirs or release.hindered.get(command.person) == command.why:
        return ()
    return (e.AccountTold(**Facts(actor, now).header, person=command.person, account=command.account, why=command.why),)


def _key(release: Release, person: str | c.Newcomer) -> str:
    """A newcomer whose account is somebody's already is that person: nobody acts under two names."""
    return release.person_of(person.user) or person.user if isinstance(person, c.Newcomer) else person


def _newcomers(release: Release, *people: str | c.Newcomer) -> Mapping[str, str]:
    fresh = (person for person in people if isinstance(person, c.Newcomer))
    return {person.user: person.name for person in fresh if _key(release, person) not in release.people}
