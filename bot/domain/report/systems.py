"""What: the systems with their versions, branches and commits; each deployment with what ran before it; hotfixes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.reading.deployments import last_there
from bot.domain.report.chronicle import Chronicle
from bot.domain.state.code import Script
from bot.domain.state.deployments import Deployment
from bot.domain.state.going_live import Previous
from bot.domain.state.hotfixes import Hotfix
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED


@dataclass(frozen=True, slots=True)
class SystemTold:
    """`source`: the branch and commit that go live, a hotfix's if there was one; "" where none is known.

    `running`: what runs at the end, by environment; None where the last deployment failed or there was none.
    """

    key: str
    source: tuple[str, str]
    scripts: tuple[Script, ...]
    running: tuple[tuple[str, Deployment | None], ...]


@dataclass(frozen=True, slots=True)
class DeploymentTold:
    """`before`: the last that had gone well for the system there; of its first, what is on record, else None."""

    deployment: Deployment
    before: Deployment | Previous | None


@dataclass(frozen=True, slots=True)
class HotfixTold:
    """`landed`: when its checklist was through, None where it is not or was abandoned."""

    hotfix: Hotfix
    landed: datetime | None


def systems(told: Chronicle) -> tuple[SystemTold, ...]:
    release = told.release
    order = sorted(release.plan.systems, key=lambda key: release.plan.systems[key].order)
    return tuple(
        SystemTold(key, release.source(key), release.scripts.get(key, ()), tuple(_running(release, key)))
        for key in order
    )


def _running(release: Release, system: str) -> Iterator[tuple[str, Deployment | None]]:
    for environment in release.plan.environments:
        last = last_there(release.deployments, system, environment)
        yield environment, last if last and not last.failed else None


def deployments(told: Chronicle) -> tuple[DeploymentTold, ...]:
    well: dict[tuple[str, str], Deployment | Previous] = {**told.release.previous}
    found: list[DeploymentTold] = []
    for each in told.release.deployments:
        found.append(DeploymentTold(each, well.get((each.system, each.environment))))
        if not each.failed:
            well[each.system, each.environment] = each
    return tuple(found)


def hotfixes(told: Chronicle) -> tuple[HotfixTold, ...]:
    return tuple(HotfixTold(fix, _landed(told.release, fix)) for fix in told.release.hotfixes.values())


def _landed(release: Release, fix: Hotfix) -> datetime | None:
    records = [release.records[key] for key in fix.items]
    through = release.has_landed(fix) and all(record.standing in SETTLED for record in records)
    return max((record.since for record in records if record.since), default=None) if through else None
