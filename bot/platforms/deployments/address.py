"""Where a platform is: what `at` of a plan's platform stands for, for one system in one environment. Pure."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

import httpx

from bot.domain.plan.platforms import Platform, blanks, filled
from bot.platforms.address import parted, repository
from bot.platforms.calling import is_private

PUBLIC_GITLAB = "https://gitlab.com"


@dataclass(frozen=True, slots=True)
class PlatformPlace:
    """`at`: as the plan has it, filled in; `api`: where credentials go; `name`: the job, or GitLab's project."""

    at: str
    api: str
    name: str


def place_of(platform: Platform, system: str, environment: str) -> PlatformPlace | None:
    """None when `at` is no address of such a platform."""
    at, path = in_address(platform.at, system, environment), ""
    job = filled(platform.job, {"system": system, "environment": environment})
    match platform.kind:
        case "github":
            found = repository(at)
            api = found.api if found else ""
        case "gitlab":
            api, path = parted(at) if "://" in at else (PUBLIC_GITLAB, at)
            job = path.strip("/")
            api = api if job else ""
        case _:
            api = parted(at)[0]
    return PlatformPlace(at, api, job) if api else None


def in_address(text: str, system: str, environment: str) -> str:
    """The text as part of an address: what fills it in leads nowhere else."""
    return filled(text, {"system": quote(system, safe=""), "environment": quote(environment, safe="")})


def unreachable(platform: Platform) -> Literal["no-address", "insecure"] | None:
    """Why no system's `at` can be called: it is no address, or credentials would travel there in clear."""
    if platform.kind == "command":
        return None
    sample = platform.model_copy(update={"at": filled(platform.at, dict.fromkeys(blanks(platform.at), "x"))})
    place = place_of(sample, "", "")
    if place is None:
        return "no-address"
    return None if is_private(httpx.URL(place.api)) else "insecure"
