"""Who must be told about documents, bugs, gates, deployments, hotfixes and mails."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import assert_never

from bot.domain import events as e
from bot.domain.bug_turns import turn
from bot.domain.bugs import Life
from bot.domain.content import difference, lines
from bot.domain.notices import kinds as n
from bot.domain.preparing import submitters
from bot.domain.release import Release
from bot.domain.standing import asked_of

Work = e.ContentEvent | e.BugEvent | e.DeploymentEvent | e.HotfixEvent | e.MailEvent


def of_work(event: Work, before: Release, after: Release, now: datetime) -> Iterator[n.Notice]:  # noqa: C901, PLR0912 - a flat table
    match event:
        case (e.BugReported() | e.BugFixed() | e.BugVerified() | e.BugReopened() | e.BugDeferred() | e.BugGraded()) | (
            e.BugRevised() | e.BugGone()
        ):
            yield from _bug(event, after, now)
        case e.GateLost():
            yield from _gate_fell(event, before)
        case e.SentBack():
            authors = {s.person: None for key in event.reviewed for s in before.records[key].signatures}
            authors |= {v.person: None for key in event.reviewed for v in before.documents.get(key, ())[-1:]}
            yield from (
                n.Returned(person=person, item=event.reviewed[0], by=event.by, reason=event.reason)
                for person in authors
                if person != event.by
            )
        case e.Requested():
            asked = asked_of(after, after.requests[event.request], now)
            yield from (n.Wanted(person=person, request=event.request) for person in asked)
        case e.Answered():
            asker = after.requests[event.request].person
            if asker != event.by:
                yield n.Replied(person=asker, request=event.request)
        case e.Deployed():
            if event.failed:
                yield from _failed(event, after)
        case e.HotfixOpened():
            yield from (n.Crossing(person=lead, hotfix=event.hotfix) for lead in after.leads)
        case e.MailOwed():
            yield from [n.Letter(mail=event.mail)] if event.to else _not_reached(event.mail, (), after)
        case e.MailSent():
            if event.refused:
                yield from _not_reached(event.mail, tuple(person for person, _ in event.refused), after)
        case e.MailBounced():
            yield from _not_reached(event.mail, (event.person,), after)
        case e.MailUnclear():
            number = len(after.unclear) - 1
            yield from (n.MailUnsure(person=lead, number=number) for lead in after.leads)
        case e.TrackerLost():
            if before.tracking.lost is None:
                yield from (n.TrackerSilent(person=lead, since=event.at) for lead in after.leads)
        case (
            e.Written()
            | e.Outdated()
            | e.CodeSubmitted()
            | e.ScriptAttached()
            | e.ScriptRemoved()
            | e.DeferralsCarried()
            | e.GatePassed()
            | e.TrackerAnswered()
            | e.HotfixCarriedOn()
            | e.HotfixAbandoned()
            | e.MailAnswered()
        ):
            pass  # the card shows it; whose signature ended, and for whom it opens something, is told by other events
        case _:
            assert_never(event)


def _bug(
    event: Life,
    after: Release,
    now: datetime,
) -> Iterator[n.Notice]:
    bug = after.bugs[event.bug]
    yield n.BugPost(bug=bug.id)
    turned = isinstance(event, e.BugReported | e.BugFixed | e.BugReopened) and not bug.ref
    if turned:
        people = (person for person in turn(after, bug, now) if person != event.by)
        yield from (n.BugTurn(person=who, bug=bug.id, round=bug.round, state=bug.state) for who in people)


def handed_over(
    event: e.Assigned | e.StandInBegan, before: Release, after: Release, now: datetime
) -> Iterator[n.BugTurn]:
    """The bugs that are this event's people's to act on now, and were not."""
    people = event.people if isinstance(event, e.Assigned) else (event.person,)
    for bug in after.bugs.values():
        asked = turn(before, bug, now) if isinstance(event, e.Assigned) else ()
        fresh = (person for person in turn(after, bug, now) if person in people and person not in asked)
        if not bug.ref:
            yield from (n.BugTurn(person=who, bug=bug.id, round=bug.round, state=bug.state) for who in fresh)


def _gate_fell(event: e.GateLost, before: Release) -> Iterator[n.Notice]:
    known = before.passed.get(event.item)
    passed = known.counts if known else {}
    signers = (signature.person for signature in before.records[event.item].signatures)
    for person in dict.fromkeys(("", *signers, *before.leads)):
        yield n.GateFell(person=person, item=event.item, passed=passed, counts=event.counts)


def changed(before: Release, happened: Iterable[e.Event], after: Release) -> Iterator[n.Changed]:
    """One word for each person and content, however many of their signatures ended with it."""
    lost: dict[tuple[str, str, str], dict[str, None]] = {}
    for event in happened:
        if isinstance(event, e.Outdated):
            for signature in before.records[event.item].signatures:
                if signature.person != event.by:
                    lost.setdefault((signature.person, event.by, event.content), {})[event.item] = None
    for (person, by, content), items in lost.items():
        first = before.item(next(iter(items)))
        diff = difference(lines(before, first, content), lines(after, first, content))
        yield n.Changed(person=person, by=by, items=tuple(items), content=content, diff=diff)


def _failed(event: e.Deployed, after: Release) -> Iterator[n.Notice]:
    """To whoever develops the system, whoever wrote the hotfix that was deployed, and whoever ordered it.

    Whoever tells it by herself has it on her screen; she who ordered it of a platform has not.
    """
    orderer = (event.by,) if event.via in ("clock", "webhook") else ()
    for person in dict.fromkeys((*_developers(event, after), *orderer)):
        if person != event.by or orderer:
            yield n.DeploymentFailed(person=person, number=len(after.deployments))


def _developers(event: e.Deployed, after: Release) -> tuple[str, ...]:
    """In the role that mends; in a plan that names none, those who submit the system's code."""
    path, bugs = after.plan.hotfix, after.plan.bugs
    role = bugs.owner if bugs else path.developer if path else ""
    if not role:
        return submitters(after, event.system)
    return (*after.holders(role, event.system), *after.item(event.item).held.get(role, ()))


def _not_reached(mail: str, people: tuple[str, ...], after: Release) -> Iterator[n.Notice]:
    yield from (n.MailTrouble(person=lead, mail=mail, people=people) for lead in after.leads)
