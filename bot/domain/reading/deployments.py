"""What runs where now: the last attempts, and the environments that were reached (S2)."""

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.plan import Plan
from bot.domain.reading.staffing import addressed
from bot.domain.state.deployments import Deployment
from bot.domain.state.release import Release


def last_there(deployments: Sequence[Deployment], system: str, environment: str) -> Deployment | None:
    """The last attempt to deploy the system there, however it ended."""
    there = (each for each in reversed(deployments) if (each.system, each.environment) == (system, environment))
    return next(there, None)


def runs(deployments: Sequence[Deployment], system: str, environment: str) -> Deployment | None:
    """What the system runs there: the last deployment, unless that has failed or is in doubt (S2)."""
    last = last_there(deployments, system, environment)
    return last if last and not last.failed and not last.unsure_since else None


def in_doubt(deployments: Sequence[Deployment], item: str) -> Deployment | None:
    """What the item deployed and was taken back for, while nobody knows whether it runs there; nothing came since."""
    told = last_of(deployments, item)
    if told is None or not told.unsure_since:
        return None
    return told if told == last_there(deployments, told.system, told.environment) else None


def unsigned(release: Release, key: str) -> Deployment | None:
    """What was told last of the item, and nobody has signed for: in a pause, after the end, once more, or a failure."""
    told = last_of(release.deployments, key)
    if told is None or told != last_there(release.deployments, told.system, told.environment):
        return None
    return None if any(each.at >= told.at for each in release.records[key].signatures) else told


def doubtful(release: Release) -> Iterator[Deployment]:
    """Of all that was taken back, what nobody has said yet whether it runs."""
    items = dict.fromkeys(each.item for each in release.deployments if each.unsure_since)
    yield from filter(None, (in_doubt(release.deployments, item) for item in items))


def asked_what_runs(release: Release, doubted: Deployment) -> tuple[str, ...]:
    """Whoever told of it, or is there for them; else the leads."""
    return addressed(release, (doubted.person,)) or release.leads


def last_of(deployments: Sequence[Deployment], item: str) -> Deployment | None:
    """The last attempt that was told for the item, however it ended."""
    return next((each for each in reversed(deployments) if each.item == item), None)


def reached(plan: Plan, deployments: Iterable[Deployment], system: str) -> tuple[str, ...]:
    """The environments the system has been deployed to, in the plan's order."""
    there = {each.environment for each in deployments if each.system == system and not each.failed}
    return tuple(environment for environment in plan.environments if environment in there)


def taken_back(
    deployments: Sequence[Deployment], system: str, environment: str
) -> tuple[Deployment, Deployment] | None:
    """What was tried there before the last rollback, and the step that took it back; None where nothing came since."""
    there = [each for each in deployments if (each.system, each.environment) == (system, environment)]
    if not there or not there[-1].rollback:
        return None
    tried = next((each for each in reversed(there) if not each.rollback), None)
    return (tried, there[-1]) if tried else None
