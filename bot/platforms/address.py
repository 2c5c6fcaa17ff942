"""What an address in a plan stands for: a host with a path, a repository on GitHub. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

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
    host, path = parted(at) if "://" in at else (PUBLIC, at)
    name = path.strip("/").removesuffix(".git")
    if not host or not REPOSITORY.fullmatch(name):
        return None
    api = PUBLIC_API if host == PUBLIC else f"{host}/api/v3"
    return Repository(name, f"{host}/{name}", f"{api}/repos/{name}")


def parted(address: str) -> tuple[str, str]:
    """The origin (`https://example.com:8443`) and the path; two empty ones when it is no address on the web."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "", ""
    if parts.scheme not in ("http", "https") or not HOST.fullmatch(parts.hostname or ""):
        return "", ""
    return f"{parts.scheme}://{parts.hostname}{port}", parts.path
