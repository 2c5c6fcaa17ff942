"""Where a tracker is: what `at` of a plan's tracker stands for. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.domain.plan import Tracker

PUBLIC = "https://github.com"
PUBLIC_API = "https://api.github.com"
HOST = re.compile(r"[a-z0-9.-]+")
REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Repository:
    """`web` and `api`: the repository's addresses, without a slash at the end."""

    name: str
    web: str
    api: str


def repository(at: str) -> Repository | None:
    """`owner/repository`, or its address on github.com or on a GitHub Enterprise Server (API below `/api/v3`)."""
    host, path = _split(at) if "://" in at else (PUBLIC, at)
    name = path.strip("/").removesuffix(".git")
    if not host or not REPOSITORY.fullmatch(name):
        return None
    api = PUBLIC_API if host == PUBLIC else f"{host}/api/v3"
    return Repository(name, f"{host}/{name}", f"{api}/repos/{name}")


def jira_site(at: str) -> str:
    """`https://company.atlassian.net` of any address there; "" when it is none."""
    return _split(at)[0]


def place_of(tracker: Tracker) -> str:
    """As an `Issue` names its place; "" when `at` is no address."""
    if tracker.kind == "jira":
        return jira_site(tracker.at)
    found = repository(tracker.at)
    return found.name.casefold() if found else ""


def _split(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "", ""
    if parts.scheme not in ("http", "https") or not HOST.fullmatch(parts.hostname or ""):
        return "", ""
    return f"{parts.scheme}://{parts.hostname}{port}", parts.path
