"""Who holds a role, who stands in, whose account is whose, after an event."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar, assert_never

from bot.domain import events as e
from bot.domain.history.standing import restand
from bot.domain.plan.layout import with_holders
from bot.domain.state.release import Release
from bot.domain.state.staffing import Known, LinkWish, StandIn

T = TypeVar("T")


def evolve(release: Release, event: e.StaffingEvent) -> Release:
    """Who holds a role, who stands in, and whose account may act changes who may sign: every item stands anew."""
    match event:
        case e.Assigned():
            assigned = {**release.assigned, (event.role, event.system): event.people}
            layout = with_holders(release.layout, event.role, event.system)
            after = replace(_joined(release, event.newcomers), assigned=assigned, layout=layout)
        case e.StandInNamed():
            stand_in = StandIn(event.person, event.instead_of, event.since, event.until)
            after = replace(_joined(release, event.newcomers), stand_ins=(*_other_stand_ins(release, event), stand_in))
        case e.StandInEnded():
            after = replace(release, stand_ins=_other_stand_ins(release, event))
        case e.StandInBegan():
            return replace(release, began=release.began | {(event.person, event.instead_of, event.since)})
        case e.Linked():
            kept = {person: user for person, user in release.links.items() if user != event.to}
            hindered, wishes = _without(release.hindered, event.person), _without(release.wishes, event.person)
            after = replace(release, links={**kept, event.person: event.to}, hindered=hindered, wishes=wishes)
        case e.LinkAsked(person=person, to=to):
            return replace(release, wishes={**release.wishes, person: LinkWish(to, event.by)})
        case e.AccountTold(person=person, why=why):
            hindered = _without(release.hindered, person)
            after = replace(release, hindered={**hindered, person: why} if why else hindered)
        case _:
            assert_never(event)
    return restand(after, release.layout.items, event.at)


def _other_stand_ins(release: Release, event: e.StandInNamed | e.StandInEnded) -> tuple[StandIn, ...]:
    return tuple(s for s in release.stand_ins if (s.person, s.instead_of) != (event.person, event.instead_of))


def _without(known: Mapping[str, T], person: str) -> Mapping[str, T]:
    return {other: each for other, each in known.items() if other != person}


def _joined(release: Release, newcomers: Mapping[str, str]) -> Release:
    """People of the workspace whom the plan does not know, by their Slack user id."""
    people = {**release.people, **{user: Known(name, "") for user, name in newcomers.items()}}
    return replace(release, people=people, links={**release.links, **{user: user for user in newcomers}})
