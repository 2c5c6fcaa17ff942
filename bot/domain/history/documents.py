"""Documents, branches and scripts after an event."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.standing import restand, touched, with_record
from bot.domain.state.code import Script, Source
from bot.domain.state.documents import Version
from bot.domain.state.release import Release


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
