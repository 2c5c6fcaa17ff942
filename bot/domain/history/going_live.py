"""What going live does to a release: runs, the database's packet, the way back."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.standing import restand
from bot.domain.state.going_live import BY_HAND, WINDOW, Previous, Run
from bot.domain.state.release import Release
from bot.domain.state.signing import Mark


def evolve(release: Release, event: e.GoLiveEvent) -> Release:
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
            mark = Mark(event.by, event.reason, event.at)
            ways = (event.commit,) if event.commit else (WINDOW, *((BY_HAND,) if event.by_hand else ()))
            after = replace(
                release,
                overridden={**release.overridden, event.item: mark},
                let_go=release.let_go.union((event.item, way) for way in ways),
            )
            return restand(after, (event.item,), event.at)
        case _:
            assert_never(event)


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
            # What was read was the script with its way back; the same once more is nobody else's.
            if scripts[place].rollback != event.digest:
                scripts[place] = replace(scripts[place], rollback=event.digest, back_by=event.by, readers=())
        case e.ScriptReviewed():
            readers = dict.fromkeys((*scripts[place].readers, event.by))
            scripts[place] = replace(scripts[place], readers=tuple(readers))
    return replace(release, scripts={**release.scripts, event.system: tuple(scripts)})
