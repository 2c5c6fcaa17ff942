"""What a tracker says becomes facts of the release: only what differs, so that hearing it twice changes nothing."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain.bugs import Bug
from bot.domain.release import Release
from bot.domain.rules.bugs import next_id
from bot.domain.rules.facts import Facts, Header


def hear(release: Release, command: c.HearTracker, actor: c.Actor, now: datetime) -> tuple[e.Event, ...]:
    """New bugs, changed ones, and that the tracker answers. What is older than what is known changes nothing."""
    header = Facts(actor, now).header
    known = {bug.ref: bug for bug in release.bugs.values() if bug.ref}
    happened: list[e.Event] = []
    fresh = 0
    for told in command.bugs:
        bug = known.get(told.ref)
        if bug is None and told.state != "verified":  # what was closed before we looked is no matter of this release
            fresh += 1
            happened.extend(_reported(told, next_id(release, fresh), header))
        elif bug is not None and (bug.changed_at is None or told.changed_at >= bug.changed_at):
            happened.extend(_changed(bug, told, header))
    if command.unsorted is not None and _is_news(release, command.unsorted):
        happened.append(e.TrackerAnswered(**header, unsorted=command.unsorted))
    return tuple(happened)


def _is_news(release: Release, unsorted: tuple[str, ...]) -> bool:
    tracking = release.tracking
    return not tracking.heard or bool(tracking.lost) or tracking.unsorted != unsorted


def lose(release: Release, command: c.LoseTracker, actor: c.Actor, now: datetime) -> tuple[e.Event, ...]:
    """It is told once, until it answers again."""
    if release.tracking.lost:
        return ()
    return (e.TrackerLost(**Facts(actor, now).header, reason=command.reason),)


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
