"""What a tracker says becomes facts of the release: only what differs, so that hearing it twice changes nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain.rules.bugs import next_id
from bot.domain.rules.facts import Decided, Facts, Header
from bot.domain.state.bugs import Bug
from bot.domain.state.release import Release

LAG = timedelta(minutes=2)
"""How long a search may not list yet what a webhook has told: Jira's index is eventually consistent."""


def decide(release: Release, command: c.TrackerCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.HearTracker():
            return hear(release, command, actor, now)
        case c.LoseTracker():
            return lose(release, command, actor, now)
        case _:
            assert_never(command)


def hear(release: Release, command: c.HearTracker, actor: c.Actor, now: datetime) -> tuple[e.Event, ...]:
    """New bugs, changed ones, and that the tracker answers. What is older than what is known changes nothing."""
    header = Facts(actor, now).header
    known = {bug.ref: bug for bug in release.bugs.values() if bug.ref}
    happened: list[e.Event] = []
    fresh = 0
    for told in command.bugs:
        bug = known.get(told.ref)
        if bug is None and told.state in ("open", "fixed", "deferred"):  # what was closed before is no matter of ours
            fresh += 1
            happened.extend(_reported(told, next_id(release, fresh), header))
        elif bug is not None and (bug.changed_at is None or told.changed_at >= bug.changed_at):
            happened.extend(_changed(bug, told, header))
    lacking = (known[ref] for ref in command.missing if ref in known)
    happened.extend(e.BugGone(**header, bug=bug.id) for bug in lacking if _has_gone(bug, now))
    if command.unsorted is not None and _is_news(release, command.unsorted):
        happened.append(e.TrackerAnswered(**header, unsorted=command.unsorted))
    return tuple(happened)


def lose(release: Release, command: c.LoseTracker, actor: c.Actor, now: datetime) -> tuple[e.Event, ...]:
    """It is told once, until it answers again or another cause keeps it from answering."""
    known, outage = release.tracking.lost, command.outage
    if known and known.why == outage.why:
        return ()
    return (e.TrackerLost(**Facts(actor, now).header, why=outage.why, detail=outage.detail),)


def _is_news(release: Release, unsorted: tuple[e.Unsorted, ...]) -> bool:
    tracking = release.tracking
    return not tracking.heard or tracking.lost is not None or tracking.unsorted != unsorted


def _has_gone(bug: Bug, now: datetime) -> bool:
    return bug.state != "gone" and now - (bug.since or bug.at) >= LAG


def _reported(told: c.TrackedBug, bug: str, header: Header) -> Iterator[e.Event]:
    yield e.BugReported(
        **header,
        bug=bug,
        severity=told.severity,
        system=told.system,
        environment=told.environment,
        title=told.title,
        detail=told.detail,
        ref=told.ref,
        url=told.url,
        changed_at=told.changed_at,
    )
    if told.state == "fixed":
        yield e.BugFixed(**header, bug=bug, changed_at=told.changed_at)
    if told.state == "deferred":
        yield e.BugDeferred(**header, bug=bug, reason=told.url, changed_at=told.changed_at)


def _changed(bug: Bug, told: c.TrackedBug, header: Header) -> Iterator[e.Event]:
    """The detail alone is no change: Jira writes it in one way in a list and in another in a webhook."""
    if (bug.system, bug.environment, bug.title) != (told.system, told.environment, told.title):
        yield e.BugRevised(
            **header,
            bug=bug.id,
            system=told.system,
            environment=told.environment,
            title=told.title,
            detail=told.detail,
            url=told.url,
            changed_at=told.changed_at,
        )
    if told.severity != bug.severity:
        yield e.BugGraded(**header, bug=bug.id, severity=told.severity, changed_at=told.changed_at)
    if told.state == bug.state:
        return
    match told.state:
        case "open":
            yield e.BugReopened(**header, bug=bug.id, reason=told.url, changed_at=told.changed_at)
        case "fixed":
            yield e.BugFixed(**header, bug=bug.id, changed_at=told.changed_at)
        case "verified":
            yield e.BugVerified(**header, bug=bug.id, changed_at=told.changed_at)
        case "deferred":
            yield e.BugDeferred(**header, bug=bug.id, reason=told.url, changed_at=told.changed_at)
        case "gone":
            yield e.BugGone(**header, bug=bug.id, changed_at=told.changed_at)
