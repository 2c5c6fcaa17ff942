"""When going live fails, the lead may go back; the bot never does by itself (3b-5)."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.plan.evidence import gives_something
from bot.domain.reading.rollback import taken_back, to_take_back
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.going_live import Previous
from bot.domain.state.release import Release


def decide(release: Release, command: c.RollbackCommand, actor: c.Actor, now: datetime) -> Decided:
    """Everything this release has deployed there goes back, each system before what it rests on (S3)."""
    if actor.person not in release.leads:
        return r.LeadOnly(release.leads)
    environment, deployed = to_take_back(release)
    if refused := _busy(release, environment):
        return refused
    if not deployed:
        return r.NothingDeployed(environment)
    if not gives_something(command.reason):
        return r.Lacks("reason", "rollback")
    needs = {key: release.plan.systems[key].needs for key in deployed}
    systems = tuple(taken_back(deployed, needs))
    undone = _undone(release, environment, systems)
    goals = tuple(_goal(release, system, environment) for system in systems)
    asked = r.GoesBack(command, undone, goals)
    if not asked.is_agreed:
        return asked
    fact, number = Facts(actor, now), len(release.rollbacks) + 1
    opened = e.RollbackOpened(
        **fact.header,
        rollback=f"RB{number}",
        environment=environment,
        reason=command.reason.strip(),
        systems=systems,
        items={system: f"RB{number}-{system}" for system in systems},
    )
    reopened = (e.Reopened(**fact.header, item=key, because=opened.items[systems[0]]) for key in undone)
    unblocked = (
        e.Unblocked(**fact.header, item=key, reason=opened.rollback)
        for key, item in release.layout.items.items()
        if item.step.deploys == environment and release.records[key].block
    )
    return (*unblocked, *reopened, *_kept_shut(release, opened, fact), opened)


def _goal(release: Release, system: str, environment: str) -> e.Ran:
    """What is to run there again, as far as it is on record."""
    known = release.previous.get((system, environment)) or Previous("", "")
    return e.Ran(
        system=system, environment=environment, branch=known.branch, commit=known.commit, nothing=known.nothing
    )


def _kept_shut(release: Release, opened: e.RollbackOpened, fact: Facts) -> Iterator[e.Blocked]:
    """What failed or was taken back is not tried again by itself: the lead decides, by lifting this block.

    After an abort nothing is tried again.
    """
    if release.ended_at:
        return
    for key, item in release.layout.items.items():
        if item.step.deploys == opened.environment and item.system in opened.systems and not item.rollback:
            yield e.Blocked(**fact.header, item=key, reason=f"{opened.rollback}: {opened.reason}")


def _busy(release: Release, environment: str) -> r.RollingBack | r.RunIs | None:
    """One rollback at a time, and none while a platform is still at work there: it would undo what was taken back."""
    if under_way := release.rolling_back(environment):
        return r.RollingBack("", under_way.id)
    runs = (run for run in release.runs.values() if release.item(run.item).step.deploys == environment)
    return next((r.RunIs(run.id, run.state) for run in runs if run.ended_at is None), None)


def _undone(release: Release, environment: str, systems: tuple[str, ...]) -> tuple[str, ...]:
    """The signatures that end: of the deployments that are taken back, and of what was done after them."""
    taken = [
        key
        for key, item in release.layout.items.items()
        if item.step.deploys == environment and item.system in systems and not item.rollback
    ]
    resting = {other for key in taken for other in release.layout.downstream(key)}
    return tuple(
        key for key, record in release.records.items() if record.signatures and (key in taken or key in resting)
    )
