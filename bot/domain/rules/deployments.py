"""Deployments made by hand (1c, 2a-1), shown before they go live, and taken back."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import replay
from bot.domain.plan.failing import tells_failure
from bot.domain.plan.layout import CODE, Item
from bot.domain.reading.code import is_same, newer_than, newer_there
from bot.domain.reading.content import doubt_seen
from bot.domain.reading.deployments import in_doubt, last_of, last_there, unsigned
from bot.domain.reading.going_live import another_commit, by_platform, lack, outside, under_way
from bot.domain.reading.hotfixes import question
from bot.domain.reading.reasons import missing, too_soon
from bot.domain.reading.standing import broken_below, claims, missing_roles, roles_of, shut_by_failure
from bot.domain.rules.completing import deployment
from bot.domain.rules.evidence import misnamed
from bot.domain.rules.facts import Decided, Facts
from bot.domain.rules.signature import settled_already, sign, sounds_failed
from bot.domain.state.release import Release


def decide(release: Release, command: c.DeploymentCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
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
    """Who told of it, could have, or leads says what runs there; who told of it, or leads, that nothing was done.

    What a stand-in told is their principal's, too. A signature says that it was: then that is what is taken back.
    """
    item, fact = release.item(command.item), Facts(actor, now)
    doubted = in_doubt(release.deployments, item.id)
    told = doubted or (None if command.there else unsigned(release, item.id))
    if told is None or command.seen not in ("", doubt_seen(told)):
        return r.NotInDoubt(item.id)
    if actor.person not in (*told.whose, *release.leads):
        if doubted is None:
            return r.NotYours(item.id, told.person, release.leads)
        if not claims(release, item, actor.person, now):
            return r.NotYourRole(item.id, roles_of(release, item))
    place = {"system": told.system, "environment": told.environment}
    lifted = (e.Unblocked(**fact.header, item=item.id, reason=""),) if shut_by_failure(release, item.id) else ()
    return (*lifted, e.DeploymentAnswered(**fact.header, item=item.id, **place, there=command.there))


def by_hand(release: Release, decided: Decided, actor: c.Actor, now: datetime) -> Decided:
    """Whoever tells how a deployment went while a run for it is under way tells how the run went, too.

    A signature for what was told before, in a pause say, tells of no deployment anew.
    """
    decided = as_tested(release, _told_anew(release, decided) if isinstance(decided, tuple) else decided)
    if not isinstance(decided, tuple):
        return decided
    if all(isinstance(each, e.Deployed) and _is_told(release, each) for each in decided):
        return r.OnRecord()
    ruled = () if release.ended_at else (by_platform(release, release.item(key)) for key in _went_well(decided))
    if refused := next(filter(None, ruled), None):
        return refused
    told = {each.item: each.failed for each in decided if isinstance(each, e.Deployed)}
    runs = ((run, told[item]) for item in told if (run := under_way(release, release.item(item))))
    ended = (e.DeploymentEnded(**Facts(actor, now).header, run=run.id, failed=failed) for run, failed in runs)
    return (*ended, *decided)


def _told_anew(release: Release, decided: tuple[e.Event, ...]) -> tuple[e.Event, ...]:
    signed = {each.item for each in decided if isinstance(each, e.Signed)}
    return tuple(
        each
        for each in decided
        if not (isinstance(each, e.Deployed) and each.item in signed and _is_still_to_sign(release, each))
    )


def _is_still_to_sign(release: Release, deployed: e.Deployed) -> bool:
    """Whether this very deployment is on record as a fact that nobody has signed for."""
    told, reopened = unsigned(release, deployed.item), release.records[deployed.item].reopened
    return (
        told is not None
        and not told.failed
        and not told.unsure_since
        and (reopened is None or told.at > reopened)
        and told.branch == deployed.branch
        and is_same(told.commit, deployed.commit)
    )


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
    """Another commit than the one that was submitted and tested goes nowhere (T2), nor one that may undo a hotfix.

    Once the release is over nobody can let it go: it is there, and on record.
    """
    if not isinstance(decided, tuple) or release.ended_at:
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
    """By hand or by a platform: a fact; where its item goes on and is not signed yet, one that went well signs it."""
    decided = as_tested(release, _deployed(release, command, actor, now))
    asked = None if command.failed else sounds_failed(release, release.item(command.item), command)
    return asked if asked and isinstance(decided, tuple) else decided


def _deployed(release: Release, command: c.Deploy, actor: c.Actor, now: datetime) -> Decided:
    item, failed = release.item(command.item), command.failed.strip()
    if wrong := misnamed(command.branch, command.commit):
        return wrong
    words = " ".join(filter(None, (command.branch, command.commit, command.note.strip())))
    if not failed and release.goes_on(item.id) and release.standing(item.id) != "done":
        signing = c.Sign(item.id, words)
        # What the words sound like is asked of whoever tells of the deployment.
        return signed(release, replace(signing, confirmed=r.SoundsFailed(signing).code), actor, now)
    if not claims(release, item, actor.person, now):
        return r.NotYourRole(item.id, missing_roles(release, item) or roles_of(release, item))
    if refused := _held_back(release, item, failed, now):
        return refused
    return recorded(release, item, words, failed, Facts(actor, now))


def recorded(release: Release, item: Item, words: str, failed: str, fact: Facts) -> tuple[e.Event, ...]:
    """THE record of a deployment, whether or not a signature comes of it. One that failed shuts what is still to do."""
    absent = next((vote.instead_of for vote in claims(release, item, fact.actor.person, fact.now)), "")
    told, record = deployment(release, item, words, fact, failed, absent), release.records[item.id]
    if not failed or record.waiver or (release.ended_at and not release.goes_on(item.id)):
        return (told,)
    ended = (e.Reopened(**fact.header, item=item.id, because=item.id),) if record.signatures else ()
    shut = () if record.block else (e.Blocked(**fact.header, item=item.id, reason=failed),)
    return (told, *ended, *shut)


def _held_back(release: Release, item: Item, failed: str, now: datetime) -> r.Refused | None:
    """What must not be there yet (T2), in a pause as while it runs: the lead lets it go, or waives what it waits for.

    After the end nobody can: then it is on record. So is what failed, wherever something ran before.
    """
    record = release.records[item.id]
    if release.ended_at and not release.goes_on(item.id):
        return None
    if record.waiver or item.rollback:
        return settled_already(release, item) or next(too_soon(release, item, now), None)
    been_there = last_there(release.deployments, item.system or "", item.step.deploys or "") is not None
    early = next(too_soon(release, item, now), None)
    if failed:
        return None if been_there or isinstance(early, r.OutsideWindow) else early
    blocked = record.block if not shut_by_failure(release, item.id) else None
    if early is None and blocked:
        return r.IsBlocked(item.id, blocked.person, blocked.reason, blocked.at)
    return early or next(missing(release, item), None) or outside(release, item, now)


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
        told = recorded(met, item, command.note.strip(), "", fact)
        return lack(met, item) or outside(met, item, now) or (*lifted, *told)
    return (*lifted, *decided) if isinstance(decided, tuple) else decided


def _is_broken(release: Release, item: Item) -> bool:
    last = last_there(release.deployments, item.system or "", item.step.deploys or "")
    return last is not None and bool(last.failed)
