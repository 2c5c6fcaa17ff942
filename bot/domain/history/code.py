"""Branches, commits and scripts after an event."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.standing import restand
from bot.domain.plan.layout import CODE
from bot.domain.reading.content import fingerprints
from bot.domain.state.code import Script, Source
from bot.domain.state.release import Release


def evolve(release: Release, event: e.CodeEvent) -> Release:
    match event:
        case e.CodeSubmitted(hotfix=hotfix) if hotfix:
            fix = release.hotfixes[hotfix]
            fix = replace(fix, branch=event.branch or fix.branch, commit=event.commit)
            return _submitted(replace(release, hotfixes={**release.hotfixes, hotfix: fix}), event, fix.branch)
        case e.CodeSubmitted():
            first = event.system not in release.sources
            release = _submitted(release, event, event.branch)
            release = _bound(release, event.system) if first else release
        case e.ScriptAttached():
            script = Script(event.name, event.digest, event.link, event.by, event.at)
            scripts = (*_other_scripts(release, event), script)
            release = replace(release, scripts={**release.scripts, event.system: scripts})
        case e.ScriptRemoved():
            release = replace(release, scripts={**release.scripts, event.system: _other_scripts(release, event)})
        case _:
            assert_never(event)
    return restand(release, release.layout.of_system[event.system], event.at)  # it may be what it lacked to go live


def _submitted(release: Release, event: e.CodeSubmitted, branch: str) -> Release:
    source, known = Source(branch, event.commit, event.by, event.at, event.hotfix), release.submitted
    sources = release.sources if event.hotfix else {**release.sources, event.system: source}
    submitted = {**known, event.system: (*known.get(event.system, ()), source)}
    return replace(release, sources=sources, submitted=submitted)


def _bound(release: Release, system: str) -> Release:
    """What was signed before the code was submitted was found out about what is submitted now."""
    records = dict(release.records)
    for key in release.layout.of_system[system]:
        code = {name: each for name, each in fingerprints(release, release.item(key)).items() if name in CODE}
        signed = (replace(each, content={**code, **each.content}) for each in records[key].signatures)
        records[key] = replace(records[key], signatures=tuple(signed))
    return replace(release, records=records)


def _other_scripts(release: Release, event: e.ScriptAttached | e.ScriptRemoved) -> tuple[Script, ...]:
    return tuple(script for script in release.scripts.get(event.system, ()) if script.name != event.name)
