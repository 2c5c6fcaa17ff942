"""What runs where, what was asked of others, and the hotfixes on their way (1c, 2a-1, 2a-3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.plan import Plan, Step


@dataclass(frozen=True, slots=True)
class Deployment:
    """One attempt to deploy a system; `failed` says what went wrong, "" where it went well."""

    number: int
    system: str
    environment: str
    branch: str
    commit: str
    item: str
    person: str
    at: datetime
    failed: str


@dataclass(frozen=True, slots=True)
class Request:
    """Something an item needs of the holders of a role; the item waits for the answer."""

    id: str
    role: str
    item: str
    text: str
    person: str
    at: datetime
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    state: Literal["open", "done", "declined"] = "open"


@dataclass(frozen=True, slots=True)
class Hotfix:
    """A fix beside the release. `items`: its own checklist, in order; `branch`, `commit`: what it deploys."""

    id: str
    system: str
    developer: str
    tester: str
    reason: str
    bug: str
    person: str
    at: datetime
    items: tuple[str, ...]
    branch: str
    commit: str = ""
    course: Literal["undecided", "carried on", "abandoned"] = "undecided"


def runs(deployments: Iterable[Deployment], system: str, environment: str) -> Deployment | None:
    """What the system runs there: the last deployment that went well, unless one has failed since (S2)."""
    there = [each for each in deployments if (each.system, each.environment) == (system, environment)]
    return there[-1] if there and not there[-1].failed else None


def reached(plan: Plan, deployments: Iterable[Deployment], system: str) -> tuple[str, ...]:
    """The environments the system has been deployed to, in the plan's order."""
    there = {each.environment for each in deployments if each.system == system and not each.failed}
    return tuple(environment for environment in plan.environments if environment in there)


def hotfix_steps(plan: Plan, hotfix: str, environments: Iterable[str]) -> tuple[Step, ...]:
    """The plan's hotfix checklist with this hotfix's ids: `H1-fix` … `H1-redeploy-test`, each after the one before."""
    if plan.hotfix is None:
        return ()
    written: list[Step] = []
    places: Mapping[str, tuple[str, ...]] = {"environment": tuple(environments)}
    for step in plan.hotfix.steps:
        for environment in places.get(step.each or "", (None,)):
            own = f"{hotfix}-{step.id}" + (f"-{environment}" if environment else "")
            written.append(
                step.model_copy(
                    update={
                        "id": own,
                        "each": None,
                        "deploys": environment,
                        "needs": (written[-1].id,) if written else (),
                        "not_by": tuple(f"{hotfix}-{other}" for other in step.not_by),
                    }
                )
            )
    return tuple(written)
