"""From a plan to the platform that deploys a system somewhere, to an order for it, and to the ways in for its news.

What cannot be connected says so when it is asked. Where the plan names no platform, people deploy, and say so.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import httpx
from starlette.routing import Route

from bot.domain.plan import Plan
from bot.domain.plan.moments import parse_duration
from bot.domain.plan.platforms import Platform, blanks, credential, filled
from bot.platforms.address import repository
from bot.platforms.calling import DEFAULT_LIMITS, Clock, Down, Limits, is_private
from bot.platforms.deployments.address import PlatformPlace, in_address, place_of
from bot.platforms.deployments.command import LocalCommand
from bot.platforms.deployments.github import GitHubActions
from bot.platforms.deployments.gitlab import GitLab
from bot.platforms.deployments.hooks import Heard, hooks_of
from bot.platforms.deployments.jenkins import Jenkins
from bot.platforms.deployments.run import DeploymentPlatform, Order, Progress
from bot.platforms.deployments.version import LIMITS, confirmed
from bot.platforms.deployments.webhook import Webhook
from bot.platforms.hooks import Told, routes


@dataclass(frozen=True, slots=True)
class Access:
    """What the environment adds to a plan: credentials by `credential(name)`, and where local commands leave word.

    `installed`: the installation's own plan. The one that travels with a release lies in its record, and whoever can
    write there shall neither run anything here nor be sent a credential.
    """

    runs: Path
    installed: Plan
    tokens: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnconnectedPlatform:
    """A platform that cannot be asked, until the plan or the environment is mended. It has started nothing."""

    why: Down

    def start(self, _order: Order) -> Down:
        return self.why

    def look(self, _reference: str) -> Down:
        return self.why

    def probe(self) -> Down:
        return self.why

    def close(self) -> None:
        """There is nothing to close."""


def platform_of(
    plan: Plan, system: str, environment: str, access: Access, clock: Clock, limits: Limits = DEFAULT_LIMITS
) -> DeploymentPlatform | None:
    """What deploys this system there; None where people do."""
    found = plan.platform_for(system, environment)
    if found is None:
        return None
    name, platform = found
    if not access.installed.permits(plan, system, environment):
        return UnconnectedPlatform(Down("not-permitted", name))
    token = access.tokens.get(credential(name))
    if platform.kind == "command":
        return LocalCommand(access.runs, platform.command, parse_duration(platform.within), token, clock)
    place = place_of(platform, system, environment)
    if place is None:
        return UnconnectedPlatform(Down("no-address", platform.at))
    if not is_private(httpx.URL(place.api)):
        return UnconnectedPlatform(Down("insecure", place.at))
    if platform.kind == "webhook":
        secrets = access.secrets.get(credential(name))
        return Webhook(place.at, secrets[0], token, clock, limits) if secrets else UnconnectedPlatform(_unknown(name))
    return _with_token(platform, place, token, clock, limits) if token else UnconnectedPlatform(_unknown(name))


def order_of(plan: Plan, run: str, system: str, environment: str, branch: str, commit: str) -> Order:
    """The order for the platform that deploys this system there. There is one: ask `platform_of` first."""
    found = plan.platform_for(system, environment)
    if found is None:
        raise ValueError(f"people deploy {system} to {environment}")
    _, platform = found
    bare = Order(run, system, environment, branch, commit, plan.systems[system].version, "", {})
    parameters = {name: filled(value, bare.words) for name, value in platform.parameters.items()}
    return replace(bare, ref=filled(platform.ref, bare.words), parameters=parameters)


def confirmed_by(plan: Plan, order: Order, progress: Progress, clock: Clock, limits: Limits = LIMITS) -> Progress:
    """What the platform tells of this order's run, held against what runs there, where the plan says how to ask."""
    found = plan.platform_for(order.system, order.environment)
    if found is None:
        return progress
    _, platform = found
    address = in_address(platform.version_at, order.system, order.environment)
    return confirmed(progress, order, address, parse_duration(platform.settle), clock, limits)


def deploy_routes(
    secrets: Mapping[str, Sequence[str]], told: Told[Heard], clock: Callable[[], datetime]
) -> list[Route]:
    """The ways in for every platform that has a secret; for one without, there are none."""
    each = ((name.replace("_", "-"), known) for name, known in secrets.items())
    return [route for name, known in each for route in routes(hooks_of(name), known, told, clock)]


def _with_token(
    platform: Platform, place: PlatformPlace, token: str, clock: Clock, limits: Limits
) -> DeploymentPlatform:
    tells = _tells_commit(platform)
    found = repository(place.at) if platform.kind == "github" else None
    if found:
        return GitHubActions(found, place.name, tells, token, clock, limits)
    if platform.kind == "gitlab":
        return GitLab(place.api, place.name, tells, token, clock, limits)
    return Jenkins(place.at, place.name, tells, token, clock, limits)


def _tells_commit(platform: Platform) -> bool:
    """A run of the branch itself that is told no commit deploys the one that it runs on."""
    told = any("commit" in blanks(value) for value in platform.parameters.values())
    return not told and (platform.kind == "jenkins" or platform.ref == "<branch>")


def _unknown(name: str) -> Down:
    return Down("no-credentials", credential(name).upper())
