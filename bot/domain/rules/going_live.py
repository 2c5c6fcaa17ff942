"""What a system must have before it goes live, and the platform that deploys it (3b-2, 3b-3, S4, T2)."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.plan.evidence import gives_something, says_something
from bot.domain.reading.code import is_same, to_go
from bot.domain.reading.content import script_seen
from bot.domain.reading.going_live import is_no_backup, nothing_before, under_way
from bot.domain.reading.standing import claims, roles_of
from bot.domain.rules.code import DIGEST, touches_no_scripts
from bot.domain.rules.deployments import deploy, recorded
from bot.domain.rules.evidence import misnamed
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.going_live import WINDOW, Previous
from bot.domain.state.release import Release


def decide(release: Release, command: c.GoLiveCommand, actor: c.Actor, now: datetime) -> Decided:  # noqa: PLR0911 - one line a command
    match command:
        case c.OrderDeployment():
            return order(release, command, actor, now)
        case c.StartRun():
            return start_run(release, command, actor, now)
        case c.DoubtRun():
            return doubt_run(release, command, actor, now)
        case c.EndRun():
            return end_run(release, command, actor, now)
        case c.RecordPrevious():
            return previous(release, command, actor, now)
        case c.AttachRollback():
            return script_back(release, command, actor, now)
        case c.ReviewScript():
            return review(release, command, actor, now)
        case c.RecordBackup():
            return back_up(release, command, actor, now)
        case c.Override():
            return override(release, command, actor, now)
        case _:
            assert_never(command)


def order(release: Release, command: c.OrderDeployment, actor: c.Actor, now: datetime) -> Decided:
    """Whoever may sign the item has the platform deploy it; the same rules hold as for deploying by hand."""
    item = release.item(command.item)
    found = release.plan.platform_for(item.system or "", item.step.deploys or "")
    if found is None or found[0] != command.platform:
        return r.NoPlatform(item.id)
    if running := under_way(release, item):
        return r.RunIs(running.id, running.state)
    tried = deploy(release, c.Deploy(item.id, command.branch, command.commit), actor, now)
    if not isinstance(tried, tuple):
        return tried
    branch, commit = next(
        ((each.branch, each.commit) for each in tried if isinstance(each, e.Deployed)),
        to_go(release, item),
    )
    return (
        e.DeploymentOrdered(
            **Facts(actor, now).header,
            run=f"D{len(release.runs) + 1}",
            item=item.id,
            platform=command.platform,
            branch=branch,
            commit=commit,
        ),
    )


def start_run(release: Release, command: c.StartRun, actor: c.Actor, now: datetime) -> Decided:
    run = release.runs.get(command.run)
    if run is None or run.state != "ordered":
        return r.RunIs(command.run, run.state if run else "unknown")
    fact = Facts(actor, now)
    return (e.DeploymentStarted(**fact.header, run=run.id, reference=command.reference, url=command.url),)


def doubt_run(release: Release, command: c.DoubtRun, actor: c.Actor, now: datetime) -> Decided:
    """Only a change is news."""
    run = release.runs.get(command.run)
    if run is None or run.ended_at:
        return r.RunIs(command.run, run.state if run else "unknown")
    if run.doubt == command.why:
        return ()
    return (e.DeploymentDoubted(**Facts(actor, now).header, run=run.id, why=command.why),)


def end_run(release: Release, command: c.EndRun, actor: c.Actor, now: datetime) -> Decided:
    """The result comes once, and is a fact; it signs in the name of who ordered it, where they could sign by hand.

    Success is the result of a run that was started; a platform may refuse one that was not.
    """
    run = release.runs.get(command.run)
    if run is None or run.ended_at or (run.state == "ordered" and not command.failed):
        return r.RunIs(command.run, run.state if run else "unknown")
    ended = e.DeploymentEnded(**Facts(actor, now).header, run=run.id, failed=command.failed, digest=command.digest)
    orderer = c.Actor(run.person, run.user, actor.via)
    followed = deploy(release, c.Deploy(run.item, run.branch, run.commit, command.failed), orderer, now)
    if not isinstance(followed, tuple):
        words = f"{run.branch} {run.commit}".strip()
        followed = recorded(release, release.item(run.item), words, command.failed, Facts(orderer, now))
    return (ended, *followed)


def previous(release: Release, command: c.RecordPrevious, actor: c.Actor, now: datetime) -> Decided:
    """Whoever deploys the system there says what ran before, before they deploy; what is on record is replaced seen."""
    environment = command.environment or next(iter(live(release)), "")
    deploying = [
        release.item(key)
        for key in release.layout.of_system[command.system]
        if release.item(key).step.deploys == environment
    ]
    if not deploying:
        return r.NotDeployed(command.system, environment)
    if not any(claims(release, item, actor.person, now) for item in deploying) and actor.person not in release.leads:
        return r.NotYourRole(deploying[0].id, roles_of(release, deploying[0]))
    if not command.nothing and not command.commit and not command.branch:
        return r.Lacks("commit", f"previous {command.system} BRANCH COMMIT")
    if wrong := misnamed(command.branch, command.commit):
        return wrong
    recorded = e.PreviousRecorded(
        **Facts(actor, now).header,
        system=command.system,
        environment=environment,
        branch=command.branch,
        commit=command.commit,
        nothing=command.nothing,
    )
    known, told = (
        release.previous.get((command.system, environment)),
        Previous(command.branch, command.commit, command.nothing),
    )
    if known is None:
        return (recorded,)
    if is_same(known.commit, told.commit) and replace(known, commit=told.commit) == told:
        return r.PreviousKnown(command.system, environment)
    ran = e.Ran(
        system=command.system,
        environment=environment,
        branch=known.branch,
        commit=known.commit,
        nothing=known.nothing,
    )
    return _seen_replaced(replace(command, environment=environment), ran, recorded)


def live(release: Release) -> tuple[str, ...]:
    return tuple(key for key, environment in release.plan.environments.items() if environment.live)


def override(release: Release, command: c.Override, actor: c.Actor, now: datetime) -> Decided:
    item = release.item(command.item)
    if actor.person not in release.leads:
        return r.LeadOnly(release.leads)
    if not item.step.deploys:
        return r.DeploysNothing(item.id)
    if not gives_something(command.reason):
        return r.Lacks("reason", f"override {item.id}")
    platform, known = release.plan.platform_for(item.system or "", item.step.deploys), release.overridden.get(item.id)
    if known and known.reason == command.reason.strip() and (item.id, command.commit or WINDOW) in release.let_go:
        return r.OnRecord()
    return (
        e.Overridden(
            **Facts(actor, now).header,
            item=item.id,
            reason=command.reason.strip(),
            commit=command.commit,
            by_hand=platform is not None and not command.commit,
        ),
    )


def script_back(release: Release, command: c.AttachRollback, actor: c.Actor, now: datetime) -> Decided:
    if refused := touches_no_scripts(release, command.system, actor, now):
        return refused
    digest = DIGEST.fullmatch(command.digest.strip())
    if digest is None:
        return r.NotADigest(command.digest)
    if refused := _no_script(release, command.system, command.name):
        return refused
    hexadecimal = digest[1].lower()
    forward = (each for each in release.scripts[command.system] if each.digest == hexadecimal)
    if there := next(forward, None):
        return r.ScriptThere(command.system, there.name, same=True)
    known = next(each.rollback for each in release.scripts[command.system] if each.name == command.name)
    scripted = e.RollbackScripted(
        **Facts(actor, now).header, system=command.system, name=command.name, digest=hexadecimal, link=command.link
    )
    kept = r.Kept(command.system, known, command.name) if known not in ("", hexadecimal) else None
    return _seen_replaced(replace(command, digest=hexadecimal), kept, scripted)


def review(release: Release, command: c.ReviewScript, actor: c.Actor, now: datetime) -> Decided:
    """By anybody who takes part and attached no part of it, for the script that they were shown."""
    if refused := _no_script(release, command.system, command.name):
        return refused
    script = next(each for each in release.scripts[command.system] if each.name == command.name)
    if actor.person in script.authors:
        return r.OwnScript(script.name, tuple(p for p in release.people if p not in script.authors))
    if command.seen and command.seen != script_seen(release, command.system, script.name):
        return r.ScriptShownAnew(command.system, script.name, command.seen)
    return (e.ScriptReviewed(**Facts(actor, now).header, system=command.system, name=script.name),)


def _no_script(release: Release, system: str, name: str) -> r.NoSuchName | None:
    known = tuple(script.name for script in release.scripts.get(system, ()))
    return None if name in known else r.NoSuchName("script", name, known)


def back_up(release: Release, command: c.RecordBackup, actor: c.Actor, now: datetime) -> Decided:
    if refused := touches_no_scripts(release, command.system, actor, now):
        return refused
    if not says_something(command.backup):
        return r.Lacks("backup", f"backup {command.system} NAME")
    new = any(nothing_before(release, command.system, place) for place in live(release))
    if is_no_backup(command.backup) and not new:
        return r.NoBackup(command.system)
    backup, known = command.backup.strip(), release.backups.get(command.system, "")
    kept = r.Kept(command.system, known) if known not in ("", backup) else None
    recorded = e.BackupRecorded(**Facts(actor, now).header, system=command.system, backup=backup)
    return _seen_replaced(replace(command, backup=backup), kept, recorded)


def _seen_replaced(command: c.ShownFirst, known: e.Ran | r.Kept | None, recorded: e.Event) -> Decided:
    """What the way back rests on is replaced seen."""
    asked = r.Replaces(command, known) if known else None
    return asked if asked and not asked.is_agreed else (recorded,)
