"""Documents, code, bugs, deployments and requests after an event."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.bugs import Life, Outage, Tracking, lived
from bot.domain.deployments import Deployment, Request
from bot.domain.documents import Script, Source, Version
from bot.domain.history.golive import troubled
from bot.domain.history.items import restand, touched, with_record
from bot.domain.release import Release
from bot.domain.standing import deployed_upon


def written(release: Release, event: e.Written | e.CodeSubmitted | e.ScriptAttached | e.ScriptRemoved) -> Release:
    match event:
        case e.Written():
            known = release.documents.get(event.item, ())
            version = Version(len(known) + 1, event.by, event.at, event.sections, event.link, event.held)
            release = replace(release, documents={**release.documents, event.item: (*known, version)})
            return restand(release, touched(release, event.item), event.at)
        case e.CodeSubmitted(hotfix=hotfix) if hotfix:
            fix = release.hotfixes[hotfix]
            fix = replace(fix, branch=event.branch or fix.branch, commit=event.commit)
            return replace(release, hotfixes={**release.hotfixes, hotfix: fix})
        case e.CodeSubmitted():
            source = Source(event.branch, event.commit, event.by, event.at)
            release = replace(release, sources={**release.sources, event.system: source})
        case e.ScriptAttached():
            script = Script(event.name, event.digest, event.link, event.by, event.at)
            scripts = (*_other_scripts(release, event), script)
            release = replace(release, scripts={**release.scripts, event.system: scripts})
        case e.ScriptRemoved():
            release = replace(release, scripts={**release.scripts, event.system: _other_scripts(release, event)})
        case _:
            assert_never(event)
    return restand(release, release.layout.of_system[event.system], event.at)  # it may be what it lacked to go live


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
            return troubled(replace(release, bugs=lived(release.bugs, event)), event.at)


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
                event.rollback,
            )
            after = troubled(replace(release, deployments=(*release.deployments, deployment)), event.at)
            moved = after.layout.items if event.rollback else deployed_upon(after, event.item)
            return restand(after, moved, event.at)
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
