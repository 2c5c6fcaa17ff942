"""Documents, code, bugs, deployments and hotfixes after an event."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.bugs import Life, Outage, Tracking, lived
from bot.domain.deployments import Deployment, Hotfix, Request, hotfix_steps
from bot.domain.documents import Script, Source, Version
from bot.domain.history.items import restand, touched, with_record
from bot.domain.layout import hotfix_item, with_hotfix
from bot.domain.release import SETTLED, Mark, Record, Release


def written(release: Release, event: e.Written | e.CodeSubmitted | e.ScriptAttached | e.ScriptRemoved) -> Release:
    match event:
        case e.Written():
            known = release.documents.get(event.item, ())
            version = Version(len(known) + 1, event.by, event.at, event.sections, event.link, event.held)
            return replace(release, documents={**release.documents, event.item: (*known, version)})
        case e.CodeSubmitted(hotfix=hotfix) if hotfix:
            fix = replace(release.hotfixes[hotfix], branch=event.branch, commit=event.commit)
            return replace(release, hotfixes={**release.hotfixes, hotfix: fix})
        case e.CodeSubmitted():
            source = Source(event.branch, event.commit, event.by, event.at)
            return replace(release, sources={**release.sources, event.system: source})
        case e.ScriptAttached():
            script = Script(event.name, event.digest, event.link, event.by, event.at)
            return replace(
                release, scripts={**release.scripts, event.system: (*_other_scripts(release, event), script)}
            )
        case e.ScriptRemoved():
            return replace(release, scripts={**release.scripts, event.system: _other_scripts(release, event)})
        case _:
            assert_never(event)


def _other_scripts(release: Release, event: e.ScriptAttached | e.ScriptRemoved) -> tuple[Script, ...]:
    return tuple(script for script in release.scripts.get(event.system, ()) if script.name != event.name)


def sent_back(release: Release, event: e.SentBack) -> Release:
    """What was reviewed is to be done again, and so is the review if it had been signed."""
    for key in (*event.reviewed, event.item):
        record = replace(release.records[key], signatures=(), reopened=event.at)
        release = restand(with_record(release, key, record), touched(release, key), event.at)
    return release


def counted(release: Release, event: Life | e.TrackerAnswered | e.TrackerLost) -> Release:
    match event:
        case e.TrackerAnswered():
            return replace(release, tracking=Tracking(heard=True, since=event.at, unsorted=event.unsorted))
        case e.TrackerLost():
            known = release.tracking
            since = known.since if known.lost else event.at
            return replace(release, tracking=replace(known, lost=Outage(event.why, event.detail), since=since))
        case _:
            return replace(release, bugs=lived(release.bugs, event))


def deployed(release: Release, event: e.Deployed | e.Requested | e.Answered) -> Release:
    match event:
        case e.Deployed():
            deployment = Deployment(
                len(release.deployments) + 1,
                event.system,
                event.environment,
                event.branch,
                event.commit,
                event.item,
                event.by,
                event.at,
                event.failed,
            )
            return replace(release, deployments=(*release.deployments, deployment))
        case e.Requested():
            request = Request(event.request, event.role, event.item, event.text, event.by, event.at)
        case e.Answered():
            request = replace(
                release.requests[event.request],
                answer=event.text,
                answered_by=event.by,
                answered_at=event.at,
                state="done" if event.done else "declined",
            )
        case _:
            assert_never(event)
    after = replace(release, requests={**release.requests, request.id: request})
    return restand(after, (request.item,), event.at)


def hotfixed(release: Release, event: e.HotfixOpened | e.HotfixCarriedOn | e.HotfixAbandoned) -> Release:
    match event:
        case e.HotfixOpened():
            return _hotfix_opened(release, event)
        case e.HotfixCarriedOn():
            fix = replace(release.hotfixes[event.hotfix], course="carried on")
            return replace(release, hotfixes={**release.hotfixes, fix.id: fix})
        case e.HotfixAbandoned():
            fix = replace(release.hotfixes[event.hotfix], course="abandoned")
            release = replace(release, hotfixes={**release.hotfixes, fix.id: fix})
            waiver = Mark(event.by, event.reason, event.at)
            for key in fix.items:
                if release.standing(key) not in SETTLED:
                    record = replace(release.records[key], waiver=waiver)
                    release = restand(with_record(release, key, record), touched(release, key), event.at)
            return release
        case _:
            assert_never(event)


def _hotfix_opened(release: Release, event: e.HotfixOpened) -> Release:
    """The hotfix's checklist joins the present phase; what is left to do there for its system, or for all, waits."""
    path, phase = release.plan.hotfix, release.phase
    if path is None:
        raise ValueError("the plan knows no hotfixes")
    steps = hotfix_steps(release.plan, event.hotfix, event.environments)
    waiting = [
        key
        for key, item in release.layout.items.items()
        if not item.hotfix
        and release.standing(key) not in SETTLED
        and (item.system == event.system or (item.system is None and item.phase == phase))
    ]
    held = {path.developer: (event.developer,), path.tester: (event.tester,)}
    added = [hotfix_item(release.plan, step, event.hotfix, event.system, phase, held) for step in steps]
    layout = with_hotfix(release.plan, release.layout, added, waiting)
    items = tuple(item.id for item in added)
    fix = Hotfix(
        event.hotfix, event.system, event.developer, event.tester, event.reason, event.bug, event.by, event.at, items,
        event.branch,
    )  # fmt: skip
    unsettled = tuple(count + len(items) * (number == phase) for number, count in enumerate(release.unsettled))
    opened = replace(
        release,
        layout=layout,
        records={**release.records, **{key: Record(since=event.at) for key in items}},
        unsettled=unsettled,
        hotfixes={**release.hotfixes, fix.id: fix},
    )
    return restand(opened, layout.items, event.at)
