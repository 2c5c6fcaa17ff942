"""Deployments made by hand (1c, 2a-1), shown before they go live, and taken back."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import replay
from bot.domain.plan.layout import CODE, Item
from bot.domain.plan.spelling import tells_failure
from bot.domain.reading.code import is_same, newer_than, newer_there
from bot.domain.reading.content import doubt_seen
from bot.domain.reading.deployments import in_doubt, last_of, last_there
from bot.domain.reading.going_live import another_commit, by_platform, lack, outside, under_way
from bot.domain.reading.hotfixes import question
from bot.domain.reading.reasons import too_soon
from bot.domain.reading.standing import broken_below, claims, missing_roles, roles_of, shut_by_failure
from bot.domain.rules.completing import deployment, taken_back
from bot.domain.rules.evidence import misnamed
from bot.domain.rules.facts import Decided, Facts
from bot.domain.rules.signature import settled_already, sign
from bot.domain.state.release import Release


def decide(release: Release, command: c.DeploymentCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.Deploy() if not release.goes_on(command.item):
            return by_hand(release, _meanwhile(release, command, actor, now), actor, now)
        case c.Deploy():
            return by_hand(release, deploy(release, command, actor, now), actor, now)
        case c.TellDeployment():
            return tell(release, command, actor, now)
        case _:
            assert_never(command)


def once_more(
    release: Release, command: c.Command, actor: c.Actor, happened: tuple[e.Event, ...]
) -> r.CodeMoves | None:
    """What is shown before it counts: an older commit over a newer one, and what falls with the commit it was for.

    Also what one click, or an emoji, would put where people use it: words are not given by mistake. Words that tell of
    a failure have been asked about by then, and are not said again.
    """
    if not isinstance(command, c.MovesCode):
        return None
    to_run = tuple(_to_run(release, happened))
    newer = tuple(_newer(release, happened, to_run))
    live = tuple(ran for ran in to_run if release.plan.environments[ran.environment].live)
    reopens = tuple(each.item for each in happened if isinstance(each, e.Outdated) and each.content in CODE)
    noted = command if isinstance(command, c.Sign | c.Deploy) and command.note else None
    clicked = actor.via in ("button", "reaction") and not noted
    runs = to_run if newer else live if clicked else ()
    again = replace(noted, note="") if noted and tells_failure(noted.note) else command
    asked = r.CodeMoves(again, reopens, runs, newer)
    return asked if (reopens or runs or newer) and not asked.is_agreed else None


def _to_run(release: Release, happened: tuple[e.Event, ...]) -> Iterator[e.Ran]:
    """What is to run where by it."""
    for event in happened:
        match event:
            case e.DeploymentOrdered():
                item = release.item(event.item)
                system, place, nothing = item.system or "", item.step.deploys or "", False
            case e.Deployed() if not event.failed:
                system, place = event.system, event.environment
                before = release.previous.get((system, place)) if event.rollback else None
                nothing = before is not None and before.nothing
            case _:
                continue
        yield e.Ran(system=system, environment=place, branch=event.branch, commit=event.commit, nothing=nothing)


def _newer(release: Release, happened: tuple[e.Event, ...], to_run: tuple[e.Ran, ...]) -> Iterator[e.Ran]:
    """The code that an older commit is to take the place of: where it runs, or else as what is to be deployed next."""
    back = any(isinstance(event, e.Deployed) and event.rollback for event in happened)
    for ran in () if back else to_run:
        if there := newer_there(release, ran.system, ran.environment, ran.commit):
            yield e.Ran(system=ran.system, environment=ran.environment, branch=there.branch, commit=there.commit)
    for event in happened:
        if isinstance(event, e.CodeSubmitted) and (last := newer_than(release, event.system, event.commit)):
            yield e.Ran(system=event.system, environment="", branch=last.branch, commit=last.commit)


def withdrawn(
    release: Release, command: c.Withdraw, signed_at: datetime, fact: Facts
) -> Iterator[e.DeploymentWithdrawn]:
    """That what the signature told of is in doubt: unless something else was deployed there since."""
    told = last_of(release.deployments, command.item)
    if (
        told
        and not told.failed
        and not told.unsure_since
        and told.at >= signed_at
        and told == last_there(release.deployments, told.system, told.environment)
    ):
        place = {"system": told.system, "environment": told.environment}
        yield e.DeploymentWithdrawn(**fact.header, item=command.item, **place, reason=command.reason)


def tell(release: Release, command: c.TellDeployment, actor: c.Actor, now: datetime) -> Decided:
    """Whoever told of it, could have, or leads says what runs there."""
    item, told = release.item(command.item), in_doubt(release.deployments, command.item)
    if told is None or command.seen not in ("", doubt_seen(told)):
        return r.NotInDoubt(item.id)
    if actor.person not in (told.person, *release.leads) and not claims(release, item, actor.person, now):
        return r.NotYourRole(item.id, roles_of(release, item))
    place = {"system": told.system, "environment": told.environment}
    return (e.DeploymentAnswered(**Facts(actor, now).header, item=item.id, **place, there=command.there),)


def by_hand(release: Release, decided: Decided, actor: c.Actor, now: datetime) -> Decided:
    """Whoever tells how a deployment went while a run for it is under way tells how the run went, too.

    Once the release is over nobody can let another commit go, nor a platform's work be done by hand: it is on record.
    """
    over = release.ended_at is not None
    decided = decided if over else as_tested(release, decided)
    if not isinstance(decided, tuple):
        return decided
    if all(isinstance(each, e.Deployed) and _is_told(release, each) for each in decided):
        return r.OnRecord()
    ruled = () if over else (by_platform(release, release.item(key)) for key in _went_well(decided))
    if refused := next(filter(None, ruled), None):
        return refused
    told = {each.item: each.failed for each in decided if isinstance(each, e.Deployed)}
    runs = ((run, told[item]) for item in told if (run := under_way(release, release.item(item))))
    ended = (e.DeploymentEnded(**Facts(actor, now).header, run=run.id, failed=failed) for run, failed in runs)
    return (*ended, *decided)


def _is_told(release: Release, deployed: e.Deployed) -> bool:
    """Whether it is what was told last of that environment; after another one it is a deployment anew."""
    last = next((each for each in reversed(release.deployments) if each.environment == deployed.environment), None)
    return (
        last is not None
        and not last.unsure_since
        and (last.item, last.branch, last.failed) == (deployed.item, deployed.branch, deployed.failed)
        and is_same(last.commit, deployed.commit)
    )


def as_tested(release: Release, decided: Decided) -> Decided:
    """Another commit than the one that was submitted and tested goes nowhere (T2), nor one that may undo a hotfix."""
    if not isinstance(decided, tuple):
        return decided
    known = replay((event for event in decided if isinstance(event, e.CodeEvent)), release)
    went_well = _went_well(decided).items()
    others = (another_commit(known, known.item(key), each.commit) for key, each in went_well)
    undoing = (question(known, known.item(key), each.commit or each.branch) for key, each in went_well)
    refused: list[r.AnotherCommit | r.HotfixInDoubt] = [each for each in (*others, *undoing) if each]
    return refused[0] if refused else decided


def _went_well(decided: tuple[e.Event, ...]) -> Mapping[str, e.Deployed]:
    """By item, what is told to have been deployed."""
    return {each.item: each for each in decided if isinstance(each, e.Deployed) and not each.failed}


def deploy(release: Release, command: c.Deploy, actor: c.Actor, now: datetime) -> Decided:
    """By hand or by a platform; another commit than the tested one goes nowhere."""
    return as_tested(release, _deployed(release, command, actor, now))


def _deployed(release: Release, command: c.Deploy, actor: c.Actor, now: datetime) -> Decided:
    """One that went well signs the item, or is one more of a signed one; one that failed shuts it."""
    item, fact = release.item(command.item), Facts(actor, now)
    if wrong := misnamed(command.branch, command.commit):
        return wrong
    if item.rollback and command.failed:
        return _not_taken_back(release, item, command.failed.strip(), actor, now)
    words = " ".join(filter(None, (command.branch, command.commit, command.note.strip())))
    if not command.failed and release.standing(item.id) != "done":
        return signed(release, c.Sign(item.id, words), actor, now)
    if not claims(release, item, actor.person, now):
        return r.NotYourRole(item.id, missing_roles(release, item) or roles_of(release, item))
    if waiver := release.records[item.id].waiver:
        return r.AlreadyDone(item.id, waiver.person, "", waiver.at, waived=True)
    been_there = last_there(release.deployments, item.system or "", item.step.deploys or "") is not None
    early = next(too_soon(release, item, now), None)
    if early and not (command.failed and (been_there or isinstance(early, r.OutsideWindow))):
        return early
    if not command.failed:
        return lack(release, item) or outside(release, item, now) or (deployment(release, item, words, fact),)
    return _failed(release, item, words, command.failed.strip(), fact)


def _meanwhile(release: Release, command: c.Deploy, actor: c.Actor, now: datetime) -> Decided:
    """While the release does not go on, nothing is signed; what happened there is on record all the same."""
    item, fact = release.item(command.item), Facts(actor, now)
    if wrong := misnamed(command.branch, command.commit):
        return wrong
    if not claims(release, item, actor.person, now):
        return r.NotYourRole(item.id, missing_roles(release, item) or roles_of(release, item))
    words = " ".join(filter(None, (command.branch, command.commit, command.note.strip())))
    if command.failed and release.state == "paused":
        return _failed(release, item, words, command.failed.strip(), fact)
    return (deployment(release, item, words, fact, command.failed.strip()),)


def signed(release: Release, command: c.Sign, actor: c.Actor, now: datetime) -> Decided:
    """What a failed deployment shut is settled by one that goes well; and to mend what broke it is never too early.

    Else what waits for it to run, a hotfix above all, could be what it waits for itself. Whichever verb tells of it.
    """
    item, fact = release.item(command.item), Facts(actor, now)
    lifted: tuple[e.Event, ...] = ()
    if shut_by_failure(release, item.id) and claims(release, item, actor.person, now):
        lifted = (e.Unblocked(**fact.header, item=item.id, reason=""),)
    met = replay(lifted, release)
    decided = sign(met, command, actor, now)
    if isinstance(decided, r.TooEarly) and _is_broken(release, item) and not broken_below(release, item):
        told = deployment(met, item, command.note.strip(), fact)
        return lack(met, item) or outside(met, item, now) or (*lifted, told)
    return (*lifted, *decided) if isinstance(decided, tuple) else decided


def _not_taken_back(release: Release, item: Item, reason: str, actor: c.Actor, now: datetime) -> Decided:
    """A step of a rollback that failed is shut until it is done; what runs there is not known."""
    if not claims(release, item, actor.person, now):
        return r.NotYourRole(item.id, missing_roles(release, item) or roles_of(release, item))
    if early := next(too_soon(release, item, now), None):
        return early
    if done := settled_already(release, item):
        return done
    fact = Facts(actor, now)
    failed = taken_back(release, item, fact).model_copy(update={"failed": reason})
    shut = () if release.records[item.id].block else (e.Blocked(**fact.header, item=item.id, reason=reason),)
    return (failed, *shut)


def _is_broken(release: Release, item: Item) -> bool:
    last = last_there(release.deployments, item.system or "", item.step.deploys or "")
    return last is not None and bool(last.failed)


def _failed(release: Release, item: Item, words: str, reason: str, fact: Facts) -> tuple[e.Event, ...]:
    happened: list[e.Event] = [deployment(release, item, words, fact, failed=reason)]
    record = release.records[item.id]
    if record.signatures:
        happened.append(e.Reopened(**fact.header, item=item.id, because=item.id))
    if not record.block:
        happened.append(e.Blocked(**fact.header, item=item.id, reason=reason))
    return tuple(happened)
