"""Who now holds a role or stands in, which roles are empty, and whose account is whose."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.bugs import BugTurn, handed_over
from bot.domain.notices.cards import ITEMS
from bot.domain.notices.notification import Manner, Notification, Transition
from bot.domain.reading.staffing import asked_of_link
from bot.domain.reading.standing import empty_roles
from bot.domain.state.release import Release


class Vacancy(Notification):
    """Items that nobody can sign because a role is empty: a lead is asked to name someone."""

    manner: ClassVar = Manner(goes="person", key="", shows=(ITEMS,), calls=True)

    kind: Literal["vacancy"] = "vacancy"
    person: str
    items: tuple[str, ...]


class Appointed(Notification):
    """A person now holds a role, or stands in for somebody."""

    manner: ClassVar = Manner(goes="person", key="", shows=None, calls=False, own=True)

    kind: Literal["named"] = "named"
    person: str
    role: str = ""
    system: str = ""
    instead_of: str = ""
    until: datetime | None = None


class Unlinked(Notification):
    """People of the plan for whom no Slack account is known: a lead is asked to link them."""

    manner: ClassVar = Manner(goes="person", key="", shows=(), calls=False)

    kind: Literal["unlinked"] = "unlinked"
    person: str
    people: tuple[str, ...]


class MayNotAct(Notification):
    """Somebody of the plan has an account that may not act: a lead is asked to name somebody for what they hold."""

    manner: ClassVar = Manner(goes="person", key="may-not-act:{person}:{who}", shows=(), calls=False)

    kind: Literal["may_not_act"] = "may_not_act"
    person: str
    who: str
    why: e.Hindrance


class Represented(Notification):
    """Somebody stands in for this person, who is told who signs in their name."""

    manner: ClassVar = Manner(goes="person", key="", shows=None, calls=False, own=True)

    kind: Literal["represented"] = "represented"
    person: str
    by: str
    since: datetime
    until: datetime | None


class HandedBack(Notification):
    """This person's time of standing in for somebody is over."""

    manner: ClassVar = Manner(goes="person", key="", shows=None, calls=False, own=True)

    kind: Literal["handed_back"] = "handed_back"
    person: str
    instead_of: str


class Return(Notification):
    """Nobody stands in for this person any more: what was signed in their name meanwhile."""

    manner: ClassVar = Manner(goes="person", key="", shows=None, calls=False, own=True)

    kind: Literal["return"] = "return"
    person: str
    by: str
    since: datetime
    items: tuple[str, ...]


class LeadNamed(Notification):
    """Somebody else leads from now on: in the channel. `by` "": the operator said so."""

    manner: ClassVar = Manner(goes="channel", key="", shows=None, calls=False)

    kind: Literal["lead"] = "lead"
    people: tuple[str, ...]
    by: str


class Leaderless(Notification):
    """Nobody who leads may act any more: in the channel, for there is no lead to tell."""

    manner: ClassVar = Manner(goes="channel", key="", shows=(), calls=False)

    kind: Literal["leaderless"] = "leaderless"


class LinkTold(Notification):
    """An account is a person's now: in the channel (`account` ""), and to the new account and the one before."""

    manner: ClassVar = Manner(goes="channel", key="", shows=None, calls=False)

    kind: Literal["link"] = "link"
    account: str = ""
    who: str
    to: str
    by: str


class LinkWanted(Notification):
    """A link waits for somebody's word: that of a person, or of the account itself."""

    manner: ClassVar = Manner(goes="person", key="", shows=(), calls=True)

    kind: Literal["link_wanted"] = "link_wanted"
    person: str = ""
    account: str = ""
    who: str
    to: str
    by: str


StaffingNotice = (
    Vacancy
    | Appointed
    | Unlinked
    | MayNotAct
    | Represented
    | HandedBack
    | Return
    | LeadNamed
    | Leaderless
    | LinkTold
    | LinkWanted
)


def of_staffing(event: e.StaffingEvent, step: Transition) -> Iterator[StaffingNotice | BugTurn]:
    match event:
        case e.Assigned():
            held = step.before.holders(event.role, event.system or None)
            fresh = (person for person in event.people if person not in (event.by, *held))
            yield from (Appointed(person=person, role=event.role, system=event.system) for person in fresh)
            yield from handed_over(event, step)
            if event.role == step.after.plan.lead:
                yield LeadNamed(people=event.people, by=event.by)
        case e.StandInNamed():
            if event.instead_of != event.by:
                yield Represented(person=event.instead_of, by=event.person, since=event.since, until=event.until)
        case e.StandInBegan():
            term = (event.person, event.instead_of, event.since)
            until = next((s.until for s in step.after.stand_ins if (s.person, s.instead_of, s.since) == term), None)
            yield Appointed(person=event.person, instead_of=event.instead_of, until=until)
            yield from handed_over(event, step)
        case e.StandInEnded():
            yield from _over(event, step)
        case e.Linked() | e.LinkAsked() | e.AccountTold():
            yield from _of_accounts(event, step)
        case _:
            assert_never(event)


def _of_accounts(event: e.Linked | e.LinkAsked | e.AccountTold, step: Transition) -> Iterator[StaffingNotice]:
    match event:
        case e.Linked():
            yield from _linked(event, step)
        case e.LinkAsked():
            yield from _asking(event, step.after)
        case e.AccountTold():
            if event.why:
                yield from (MayNotAct(person=lead, who=event.person, why=event.why) for lead in step.after.leads)
            if step.before.leads and not step.after.leads:
                yield Leaderless()
        case _:
            assert_never(event)


def _over(event: e.StandInEnded, step: Transition) -> Iterator[HandedBack | Return]:
    pair = event.person, event.instead_of
    term = next((s for s in step.before.standing_in if (s.person, s.instead_of) == pair), None)
    if term is None:
        return  # it had not begun
    if event.person != event.by:
        yield HandedBack(person=event.person, instead_of=event.instead_of)
    done = tuple(
        key
        for key, record in step.before.records.items()
        for signature in record.signatures
        if (signature.person, signature.instead_of) == (term.person, term.instead_of) and signature.at >= term.since
    )
    yield Return(person=event.instead_of, by=event.person, since=term.since, items=done)


def _linked(event: e.Linked, step: Transition) -> Iterator[LinkTold]:
    before, person = step.before, event.person
    former = before.links.get(person, "") if before.takes_part(person) else ""
    for account in dict.fromkeys(("", event.to, *filter(None, (former,)))):
        yield LinkTold(account=account, who=person, to=event.to, by=event.by)


def _asking(event: e.LinkAsked, release: Release) -> Iterator[LinkWanted]:
    asked = asked_of_link(release, event.person, release.wishes[event.person])
    yield from (LinkWanted(person=who, who=event.person, to=event.to, by=event.by) for who in asked)
    if not asked:
        yield LinkWanted(account=event.to, who=event.person, to=event.to, by=event.by)


def vacancies(before: Release | None, after: Release) -> Iterator[Vacancy]:
    known = before.records if before else {}
    fresh = tuple(
        key
        for key in after.layout.items
        if _vacant(after, key) and not (before and key in known and _vacant(before, key))
    )
    if fresh:
        yield from (Vacancy(person=lead, items=fresh) for lead in after.leads)


def _vacant(release: Release, key: str) -> bool:
    record = release.records[key]
    return record.standing == "blocked" and record.block is None and bool(empty_roles(release, release.item(key)))
