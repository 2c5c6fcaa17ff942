"""Since when a release is live, and what of it: from then on it is watched, and alerts concern it. Pure."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.events import WatchTurned
from bot.domain.plan import Plan
from bot.domain.plan.moments import parse_duration
from bot.domain.plan.watching import slot
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.domain.state.watching import Alert


def live_since(release: Release) -> datetime | None:
    """When the last of the plan's live deployments was through, all of them being so; None until then.

    A failure or a rollback reopens them, so the next time counts anew; a hotfix does not. A plan that deploys nowhere
    live is live from its planned moment, as far as anybody knows.
    """
    going = [
        key
        for key, item in release.layout.items.items()
        if _is_live(release.plan, item.step.deploys) and not item.hotfix and not item.rollback
    ]
    if not going:
        return release.go_live
    if any(release.standing(key) not in SETTLED for key in going):
        return None
    return max(release.records[key].since or release.started_at for key in going)


def turns(release: Release) -> Mapping[str, WatchTurned]:
    """How each watch last turned since the release is live: what it was the time before says nothing of now."""
    since = live_since(release)
    if since is None:
        return {}
    return {key: turned for key, turned in release.watched.items() if turned.since >= since}


def to_look_at(release: Release, now: datetime) -> Mapping[str, datetime]:
    """The watches whose time it is, with the newest moment of each at which it is to be looked at.

    What is not up at the end of its time is looked at until it is: else it would be wrong for ever.
    """
    since = live_since(release)
    if since is None or release.state not in ("running", "paused"):
        return {}
    not_up = {key for key, turned in turns(release).items() if turned.state != "up"}
    moments = {key: slot(watch, since, now, goes_on=key in not_up) for key, watch in release.plan.watches.items()}
    return {key: at for key, at in moments.items() if at}


def to_sum_up(release: Release, now: datetime) -> Mapping[str, tuple[datetime, datetime]]:
    """The watches whose time is over and that have not been summed up since: from when to when they were looked at."""
    since = live_since(release)
    if since is None or release.state not in ("running", "paused"):
        return {}
    ends = {key: since + parse_duration(watch.lasts) for key, watch in release.plan.watches.items()}
    told = {key for key, known in release.measured.items() if known.since == since}
    return {key: (since, end) for key, end in ends.items() if end < now and key not in told}


def concerns(release: Release, alert: Alert, now: datetime) -> bool:
    """Whether the alert, about a system or about none in particular, is about what this release put live."""
    system = system_of(release.plan, alert) or ""
    if alert.system and not system:
        return False
    if not any(each.live for each in release.plan.environments.values()):
        return now >= release.go_live
    return any(_is_live(release.plan, each.environment) and system in ("", each.system) for each in release.deployments)


def watchers(release: Release, system: str) -> tuple[str, ...]:
    """Who is told: whoever operates the live environments or this system, and the system's developers."""
    plan = release.plan
    operating = {each.by for each in plan.environments.values() if each.live}
    if system and (own := plan.kinds[plan.systems[system].kind].by):
        operating.add(own)
    roles = [role for role in plan.roles if role in operating]
    if plan.bugs and system:
        roles.append(plan.bugs.owner)
    return tuple(dict.fromkeys(who for role in roles for who in release.holders(role, system or None)))


def _is_live(plan: Plan, environment: str | None) -> bool:
    known = plan.environments.get(environment or "")
    return known is not None and known.live


def system_of(plan: Plan, alert: Alert) -> str | None:
    """The key of the plan's system that the alert names by its key or name, in any case; None: none of the plan's."""
    named = alert.system.strip().casefold()
    both = ((key, name) for key, system in plan.systems.items() for name in (key, system.name))
    return next((key for key, name in both if name.casefold() == named), None)
