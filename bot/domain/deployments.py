"""What runs where, what was asked of others, and the hotfixes on their way (1c, 2a-1, 2a-3)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.plan import Plan
from bot.domain.steps import Step


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
    rollback: str = ""


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


def last_there(deployments: Sequence[Deployment], system: str, environment: str) -> Deployment | None:
    """The last attempt to deploy the system there, however it ended."""
    there = (each for each in reversed(deployments) if (each.system, each.environment) == (system, environment))
    return next(there, None)


def runs(deployments: Sequence[Deployment], system: str, environment: str) -> Deployment | None:
    """What the system runs there: the last deployment that went well, unless one has failed since (S2)."""
    last = last_there(deployments, system, environment)
    return last if last and not last.failed else None


def reached(plan: Plan, deployments: Iterable[Deployment], system: str) -> tuple[str, ...]:
    """The environments the system has been deployed to, in the plan's order."""
    there = {each.environment for each in deployments if each.system == system and not each.failed}
    return tuple(environment for environment in plan.environments if environment in there)


def hotfix_steps(plan: Plan, hotfix: str, environments: Iterable[str]) -> tuple[Step, ...]:
    """The plan's hotfix checklist with this hotfix's ids: `H1-fix` … `H1-redeploy-test`, each after the one before."""
    if plan.hotfix is None:
        return ()
    spread = [(step, place) for step in plan.hotfix.steps for place in _places(step, tuple(environments))]
    ids = {(step.id, place): "-".join(filter(None, (hotfix, step.id, place))) for step, place in spread}
    own = {step.id: tuple(key for (name, _), key in ids.items() if name == step.id) for step, _ in spread}
    written: list[Step] = []
    for step, place in spread:
        changed = {
            "id": ids[step.id, place],
            "each": None,
            "deploys": place or step.deploys,
            "needs": (written[-1].id,) if written else (),
            "not_by": tuple(key for name in step.not_by for key in own.get(name, ())),
            "reviews": next(iter(own.get(step.reviews or "", ())), None),
        }
        written.append(step.model_copy(update=changed))
    return tuple(written)


def _places(step: Step, environments: tuple[str, ...]) -> Iterator[str | None]:
    """Where a step of the checklist is done: in every environment, or once."""
    yield from environments if step.each == "environment" else (None,)
