"""A plan with one platform, an order for it, and the platform connected."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.domain.plan import Plan
from bot.domain.plan.platforms import Platform
from bot.platforms.calling import Down, Limits
from bot.platforms.deployments.connecting import Access, order_of, platform_of
from bot.platforms.deployments.run import DeploymentPlatform, Order, Progress, Rejected, Started
from tests.domain.plans import boying
from tests.platforms.tracked import Hand

SYSTEM, PLACE, BRANCH = "boying-user", "production", "release/2021.06"
COMMIT = "a91957a858320c0e17f3a0eca7cfacbff50ea29a"
RUN = "boying-2021.06.d7"
LATER = datetime(2021, 6, 14, 4, 5, 50, tzinfo=UTC)


def deploying(kind: str, **other: Any) -> Plan:
    part = Platform.model_validate({"kind": kind, "environments": (PLACE,), **other})
    return boying().model_copy(update={"platforms": {"our-hub": part}})


def ordered(plan: Plan, run: str = RUN, branch: str = BRANCH, commit: str = COMMIT) -> Order:
    return order_of(plan, run, SYSTEM, PLACE, branch, commit)


@contextmanager
def connected(
    plan: Plan,
    token: str = "",
    secret: str = "",
    limits: Limits = Limits(),  # noqa: B008 - frozen
    clock: Hand | None = None,
    installed: Plan | None = None,
) -> Iterator[DeploymentPlatform]:
    access = Access(
        Path("unused"), installed or plan, {"our_hub": token} if token else {}, {"our_hub": (secret,)} if secret else {}
    )
    found = platform_of(plan, SYSTEM, PLACE, access, clock or Hand(), limits)
    assert found
    try:
        yield found
    finally:
        found.close()


def started(said: Started | Rejected | Down) -> Started:
    assert isinstance(said, Started), said
    return said


def rejected(said: Started | Rejected | Down) -> tuple[str, str]:
    assert isinstance(said, Rejected), said
    return said.why, said.detail


def down(said: object) -> Down:
    assert isinstance(said, Down), said
    return said


def progress(said: Progress | Down) -> Progress:
    assert isinstance(said, Progress), said
    return said
