"""What going live does to a release: runs, the database's packet, problems, and the checklist of a rollback."""

from dataclasses import replace
from datetime import datetime

from bot.domain import events as e
from bot.domain.history.items import restand
from bot.domain.layout import Item, with_items
from bot.domain.plan import Text
from bot.domain.production import Previous, Problem, Rollback, Run
from bot.domain.release import Mark, Record, Release
from bot.domain.steps import Slot, Step
from bot.domain.trouble import is_wrong, window


def went_live(release: Release, event: e.GoLiveEvent) -> Release:
    match event:
        case e.DeploymentOrdered() | e.DeploymentStarted() | e.DeploymentDoubted() | e.DeploymentEnded():
            return _ran(release, event)
        case e.PreviousRecorded():
            known = Previous(event.branch, event.commit, event.nothing)
            after = replace(release, previous={**release.previous, (event.system, event.environment): known})
            return restand(after, release.layout.of_system[event.system], event.at)
        case e.RollbackScripted() | e.ScriptReviewed():
            return restand(_scripted(release, event), release.layout.of_system[event.system], event.at)
        case e.BackupRecorded():
            after = replace(release, backups={**release.backups, event.system: event.backup})
            return restand(after, release.layout.of_system[event.system], event.at)
        case e.Overridden():
            return replace(
                release, overridden={**release.overridden, event.item: Mark(event.by, event.reason, event.at)}
            )
        case e.DecisionAsked():
            problem = replace(release.problems[event.environment], asked=event.at)
            return replace(release, problems={**release.problems, event.environment: problem})
        case e.WentOn():
            longer = replace(release.problems[event.environment], until=event.until, asked=None, extended=event.at)
            return replace(release, problems={**release.problems, event.environment: longer})
        case e.RollbackOpened():
            return _opened(release, event)


def _ran(
    release: Release, event: e.DeploymentOrdered | e.DeploymentStarted | e.DeploymentDoubted | e.DeploymentEnded
) -> Release:
    match event:
        case e.DeploymentOrdered():
            run = Run(event.run, event.item, event.platform, event.branch, event.commit, event.by, event.user, event.at)
        case e.DeploymentStarted():
            known = release.runs[event.run]
            run = replace(known, state="started", reference=event.reference, url=event.url, doubt="")
        case e.DeploymentDoubted():
            run = replace(release.runs[event.run], doubt=event.why)
        case e.DeploymentEnded():
            known = release.runs[event.run]
            run = replace(
                known,
                state="failed" if event.failed else "succeeded",
                failed=event.failed,
                digest=event.digest,
                ended_at=event.at,
                doubt="",
            )
    return replace(release, runs={**release.runs, run.id: run})


def _scripted(release: Release, event: e.RollbackScripted | e.ScriptReviewed) -> Release:
    scripts = list(release.scripts.get(event.system, ()))
    place = next(number for number, script in enumerate(scripts) if script.name == event.name)
    match event:
        case e.RollbackScripted():
            scripts[place] = replace(scripts[place], rollback=event.digest)
        case e.ScriptReviewed():
            scripts[place] = replace(scripts[place], readers=(*scripts[place].readers, event.by))
    return replace(release, scripts={**release.scripts, event.system: tuple(scripts)})


def troubled(release: Release, at: datetime) -> Release:
    """In each live environment something wrong starts the clock; mended, or on its way back, it stops."""
    live = (key for key, known in release.plan.environments.items() if known.live)
    wrong = (key for key in live if is_wrong(release, key))
    problems = {
        key: release.problems.get(key) or Problem(at, at + window(release, key))
        for key in wrong
        if release.rolling_back(key) is None
    }
    return replace(release, problems=problems)


def _opened(release: Release, event: e.RollbackOpened) -> Release:
    """The checklist joins the present phase; what was deployed there, and rests on it, is to be done again after it."""
    words = release.plan.rollback
    added: list[Item] = []
    for system in event.systems:
        key = event.items[system]
        title = words.title if words else Text(zh="回滚", en="Roll back")
        step = Step(
            id=key, title=title, asks=words.asks if words else None, by=(Slot(role=_operator(release, event, system)),)
        )
        needs = (added[-1].id,) if added else ()
        added.append(Item(key, step, system, release.phase, needs, step.by, rollback=event.rollback))
    again = [
        key
        for key, item in release.layout.items.items()
        if item.step.deploys == event.environment and not item.rollback and item.system in event.systems
    ]
    layout = with_items(release.plan, release.layout, added, waiting=again)
    records = {**release.records, **{item.id: Record(since=event.at) for item in added}}
    unsettled = [count + len(added) * (n == release.phase) for n, count in enumerate(release.unsettled)]
    problems = {key: problem for key, problem in release.problems.items() if key != event.environment}
    rollback = Rollback(
        event.rollback,
        event.environment,
        event.reason,
        event.by,
        event.at,
        tuple((event.items[s], s) for s in event.systems),
    )
    opened = replace(
        release,
        layout=layout,
        records=records,
        unsettled=tuple(unsettled),
        problems=problems,
        rollbacks={**release.rollbacks, rollback.id: rollback},
    )
    return restand(opened, layout.items, event.at)


def _operator(release: Release, event: e.RollbackOpened, system: str) -> str:
    own = release.plan.kinds[release.plan.systems[system].kind].by
    return own or release.plan.environments[event.environment].by
