"""Deployment platforms: what each kind needs, which blanks stand where, and that one alone deploys to a place."""

from collections.abc import Collection, Iterator, Mapping
from itertools import product

from bot.domain.plan import Plan
from bot.domain.plan.check.finding import Finding, Path, error, near, warning
from bot.domain.plan.check.known import known, repeated
from bot.domain.plan.moments import parse_duration
from bot.domain.plan.platforms import BLANKS, PLACES, Platform, PlatformKind, blanks, credential
from bot.domain.plan.watching import is_forbidden

NEEDS: Mapping[PlatformKind, tuple[str, ...]] = {
    "webhook": ("at",),
    "command": ("command",),
    "github": ("at", "job"),
    "jenkins": ("at", "job"),
    "gitlab": ("at",),
}
NAMES = ("at", "job", "command")
SEARCHED = ("github", "jenkins", "gitlab")  # where a run is found again by our id


def check_platforms(plan: Plan) -> Iterator[Finding]:
    """Whether `at` is an address is judged where the platform is called."""
    yield from repeated("platform", [(("platforms", name), credential(name)) for name in plan.platforms])
    for name, platform in plan.platforms.items():
        path: Path = ("platforms", name)
        if not (name.isascii() and name.replace("-", "").isalnum()):
            yield error(path, "bad-id", value=name)
        yield from known("environment", platform.environments, plan.environments, (*path, "environments"))
        yield from known("system", platform.systems, plan.systems, (*path, "systems"))
        yield from _needs(path, platform)
        yield from _blanks(path, platform)
        yield from _version(path, platform)
        if platform.kind in SEARCHED and not any("run" in blanks(value) for value in platform.parameters.values()):
            yield warning((*path, "parameters"), "unfound-run", name=name)
    yield from _twice(plan)


def _needs(path: Path, platform: Platform) -> Iterator[Finding]:
    for key in NAMES:
        given, needed = bool(getattr(platform, key)), key in NEEDS[platform.kind]
        if needed and not given:
            yield error(path, "platform-lacks", kind=platform.kind, key=key)
        elif given and not needed:
            yield error((*path, key), "platform-ignores", kind=platform.kind, key=key)
    if platform.kind == "command" and not parse_duration(platform.within):
        yield error((*path, "within"), "no-time-to-run")


def _blanks(path: Path, platform: Platform) -> Iterator[Finding]:
    """What people type is no part of an address or of a command's words: it would choose whom we call, or what for."""
    for key, text in (("at", platform.at), ("job", platform.job), ("version_at", platform.version_at)):
        yield from _blanks_of((*path, key), text, PLACES)
    for position, word in enumerate(platform.command):
        yield from _blanks_of((*path, "command", position), word, ())
    yield from _blanks_of((*path, "ref"), platform.ref, BLANKS)
    for name, value in platform.parameters.items():
        yield from _blanks_of((*path, "parameters", name), value, BLANKS)


def _blanks_of(path: Path, text: str, allowed: Collection[str]) -> Iterator[Finding]:
    for name in blanks(text):
        if name not in BLANKS:
            yield error(path, "unknown-name", what="blank", name=name, near=near(name, BLANKS))
        elif name not in allowed:
            yield error(path, "blank-not-here", name=name)


def _version(path: Path, platform: Platform) -> Iterator[Finding]:
    scheme, _, rest = platform.version_at.partition("://")
    host = rest.partition("/")[0]
    if platform.version_at and not (scheme in ("http", "https") and host and "@" not in host and " " not in rest):
        yield error((*path, "version_at"), "no-version-address", at=platform.version_at)
    elif is_forbidden(host.partition(":")[0]):
        yield error((*path, "version_at"), "forbidden-address", at=platform.version_at)


def _twice(plan: Plan) -> Iterator[Finding]:
    """The first platform that fits deploys; a second one for the same place would never be asked."""
    for name, platform in plan.platforms.items():
        for system, environment in product(plan.systems, plan.environments):
            first = plan.platform_for(system, environment)
            if platform.deploys(system, environment) and first and first[0] != name:
                params = {"system": system, "environment": environment, "other": first[0]}
                yield error(("platforms", name), "two-platforms", **params)
                break
