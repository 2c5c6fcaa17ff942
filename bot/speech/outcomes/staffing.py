"""Roles, stand-ins and Slack accounts: given to somebody; and who is refused because of what they are."""

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.plan import Plan
from bot.domain.reading.staffing import asked_of_link
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import lines
from bot.speech.consequences import next_up
from bot.speech.outcomes import given
from bot.speech.staffing import hindrance
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.StaffingEvent, actor: str) -> str:
    match event:
        case e.Assigned() | e.StandInNamed() | e.Linked():
            return voice.sentences(_staffed(voice, done.after, event), next_up(voice, done, event.at, actor))
        case e.LinkAsked():
            return link_waits(voice, done.after, event.person, event.to)
        case e.StandInBegan() | e.StandInEnded() | e.AccountTold():
            return voice.say("{what}.", what=what(voice, done.after, event))
        case _:
            assert_never(event)


def link_waits(voice: Voice, release: Release, person: str, account: str) -> str:
    """Whose word a link waits for."""
    name, wish = voice.person(release, person), release.wishes.get(person)
    asked = asked_of_link(release, person, wish) if wish else ()
    if asked:
        people = voice.people(release, asked)
        return voice.say("I have asked {people}: nothing is linked before they agree.", people=people)
    return voice.say(
        "I have asked the account {account} whether it is {person}'s: nothing is linked before it says so.",
        account=voice.code(account),
        person=name,
    )


def _staffed(voice: Voice, release: Release, event: e.Assigned | e.StandInNamed | e.Linked) -> str:
    match event:
        case e.Assigned():
            role = voice.role_for(release.plan, event.role, event.system or None)
            if not event.people:
                return voice.say("Nobody holds the role {role} now.", role=role)
            return voice.say(
                "The role {role} is now held by {people}.", role=role, people=voice.people(release, event.people)
            )
        case e.StandInNamed():
            return voice.say(
                "{person} stands in for {absent} {period}; both names are on the record of what they sign.",
                person=voice.person(release, event.person),
                absent=voice.person(release, event.instead_of),
                period=_period(voice, event, lambda at: voice.wall(at, release.plan.zone)),
            )
        case e.Linked():
            return voice.say(
                "{person} is now the Slack account {account}.",
                person=voice.person(release, event.person),
                account=voice.code(event.to),
            )
        case _:
            assert_never(event)


def _period(voice: Voice, event: e.StandInNamed, shown: Callable[[datetime], str]) -> str:
    """From when until when; what is over or has no end is not said."""
    begins = shown(event.since)
    if event.until is None:
        return voice.say("from {begins} until the release ends", begins=begins)
    return voice.say("from {begins} to {ends}", begins=begins, ends=shown(event.until))


def what(voice: Voice, release: Release, event: e.StaffingEvent) -> str:
    match event:
        case e.Assigned():
            role = voice.role_for(release.plan, event.role, event.system or None)
            people = voice.people(release, event.people) or voice.say("nobody yet")
            return voice.say("named as {role}: {people}", role=role, people=people)
        case e.StandInNamed():
            person, absent = voice.person(release, event.person), voice.person(release, event.instead_of)
            return voice.say(
                "named {person} to stand in for {absent} {period}",
                person=person,
                absent=absent,
                period=_period(voice, event, voice.moment),
            )
        case e.StandInBegan():
            person, absent = voice.person(release, event.person), voice.person(release, event.instead_of)
            return voice.say("{person} now stands in for {absent}", person=person, absent=absent)
        case e.StandInEnded():
            person, absent = voice.person(release, event.person), voice.person(release, event.instead_of)
            return voice.say("{person} no longer stands in for {absent}", person=person, absent=absent)
        case e.LinkAsked():
            return voice.say(
                "asked to link {person} to the Slack account {account}",
                person=voice.person(release, event.person),
                account=voice.code(event.to),
            )
        case e.AccountTold():
            person = voice.person(release, event.person)
            if event.why is None:
                return voice.say("{person} may act again", person=person)
            return hindrance(voice, release, event.person, event.why)
        case e.Linked():
            return voice.say(
                "linked {person} to the Slack account {account}",
                person=voice.person(release, event.person),
                account=voice.code(event.to),
            )
        case _:
            assert_never(event)


def refusal(voice: Voice, release: Release | None, refused: r.StaffingRefusal, plan: Plan | None) -> str:
    match refused:
        case r.Stranger() | r.GuestsMayNot() | r.MayNotAct() | r.OperatorNamesLead():
            return _kept_out(voice, release, refused)
        case r.NotLinked() | r.LinkTaken() | r.LinkHeld() | r.LinkWaits():
            return _of_link(voice, given(release, refused), refused)
        case r.LeadOnly(leads):
            return voice.say("Only the {lead} may do this: please ask them.", lead=_lead(voice, release, plan, leads))
        case r.HeldApart():
            return _held_apart(voice, given(release, refused), refused)
        case r.NoStandIn(known):
            return _no_stand_in(voice, given(release, refused), known)
        case r.NotYourStandIn(person, absent, leads):
            return voice.say(
                "{person} stands in for {absent}: they two, or the {lead}, may end that.",
                person=voice.person(given(release, refused), person),
                absent=voice.person(given(release, refused), absent),
                lead=_lead(voice, release, plan, leads),
            )
        case _:
            assert_never(refused)


def _kept_out(voice: Voice, release: Release | None, refused: r.KeptOut) -> str:
    match refused:
        case r.Stranger():
            return voice.say(
                "You are not part of this release, so there is nothing for you here. "
                "If its plan names you, type `{command} link`; otherwise ask the person who leads it."
            )
        case r.GuestsMayNot():
            return voice.say(
                "You are a guest in this workspace, and guests may not act in a release. "
                "Ask the person who leads it to name somebody else, or an admin of the workspace for a full account."
            )
        case r.MayNotAct(person, why):
            held = hindrance(voice, release, person, why) if release else voice.say("That account may not act")
            return voice.say(
                "{why}, so nobody acts in that name, and it is given nothing new. Name somebody else.", why=held
            )
        case r.OperatorNamesLead(role):
            return voice.say(
                "In nobody's name only a lead is named here: {assign}. For anything else say who asks: {line}",
                assign=voice.code(lines.placeholders(voice, f"python -m bot do -- assign {role} PERSON")),
                line=voice.code(lines.placeholders(voice, "python -m bot do --as PERSON -- …")),
            )
        case _:
            assert_never(refused)


def _of_link(voice: Voice, release: Release, refused: r.LinkRefusal) -> str:
    match refused:
        case r.NotLinked():
            return _not_linked(voice, release, refused)
        case r.LinkTaken(person, user):
            return voice.say(
                "{person} is linked to the account {account} already; nothing is left to do.",
                person=voice.person(release, person),
                account=voice.code(user),
            )
        case r.LinkHeld(person, leads):
            return voice.say(
                "{person} acts with another Slack account already. To move the link, ask the {lead}: {line}",
                person=voice.person(release, person),
                lead=voice.lead(release, leads),
                line=lines.link(voice, release, person),
            )
        case r.LinkWaits(person, user):
            return link_waits(voice, release, person, user)
        case _:
            assert_never(refused)


def _no_stand_in(voice: Voice, release: Release, known: tuple[tuple[str, str], ...]) -> str:
    if not known:
        return voice.say("Nobody stands in for anybody.")
    pairs = (
        voice.say("{person} for {other}", person=voice.person(release, person), other=voice.person(release, other))
        for person, other in known
    )
    return voice.say("Nobody stands in so. Stand-ins: {pairs}.", pairs=voice.list(pairs))


def _lead(voice: Voice, release: Release | None, plan: Plan | None, leads: tuple[str, ...]) -> str:
    """`project lead (石稼晟)`, as far as it is known."""
    if release:
        return voice.lead(release, leads)
    if plan is None:
        return voice.say("project lead")
    people = voice.few([voice.quote(plan.people[key].name) for key in leads])
    return voice.say("{role} ({people})", role=voice.role(plan, plan.lead), people=people)


def _held_apart(voice: Voice, release: Release, refused: r.HeldApart) -> str:
    role = voice.role_for(release.plan, refused.other, refused.system)
    apart = voice.say("The {role} may not hold this role too: work takes a second pair of eyes.", role=role)
    if not refused.may:
        return voice.sentences(apart, voice.say("Name somebody else."))
    people = voice.people(release, refused.may)
    return voice.sentences(apart, voice.say("Name somebody else, for instance {people}.", people=people))


def _not_linked(voice: Voice, release: Release, refused: r.NotLinked) -> str:
    return voice.say(
        "The address of your Slack account is not the plan's for {person}, so the {lead} makes the link: {line}",
        person=voice.person(release, refused.person),
        lead=voice.lead(release, refused.leads),
        line=lines.link(voice, release, refused.person),
    )
