"""What is watched after go-live, as a plan names it: the address, what is expected there, how often, and for how long.

Decides what an address is and which moments are a watch's own. It reaches nothing; that is done in `bot/watching`.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Literal, assert_never

from pydantic import ConfigDict, Field

from bot.domain.plan.moments import Duration, parse_duration
from bot.domain.plan.parts import Part, Words

Scheme = Literal["http", "https", "tcp", "tls"]

DAYS_LEFT = 14  # of a certificate, where the plan does not say
TLS_PORT = 443
WEB_PORTS = {"http": 80, "https": 443}
LAST_PORT = 65535
LONGEST_HOST = 253  # RFC 1035, as text
LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
HOST_PORT = rf"(?P<host>{LABEL}(?:\.{LABEL})*|\[[0-9a-f:.]+\])(?::(?P<port>\d{{1,5}}))?"
PLACE = re.compile(HOST_PORT, re.IGNORECASE)
PAGE = re.compile(rf"(?P<scheme>https?)://{HOST_PORT}(?P<path>(?:[/?][!-\"$-~]*)?)", re.IGNORECASE)
# Where clouds keep their insides, beside link-local addresses: Alibaba, Oracle, Azure; AWS (metadata, pods), Google
METADATA = tuple(map(ip_network, ("100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::/32", "fd20:ce::254")))
# An IPv4 address at the end: NAT64 (RFC 6052, RFC 8215), and "IPv4-compatible" of old (RFC 4291)
CARRYING = tuple(map(IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/96", "::/96")))


class Expect(Part):
    """What a page must be: its status, words in it (as UTF-8), and how soon all of it has come."""

    status: int = Field(default=200, ge=100, le=599)
    contains: str = ""
    within: Duration | None = None


class Watch(Part):
    """One thing watched from go-live on, for the planned time (`for`).

    `at`: the address of a page (http), `host:port` (tcp), or `host` with or without a port (tls). `system`: whose
    developer is told. `after` failures in a row make it down, `back` successes make it up again. `days_left`: a
    certificate that ends sooner is a failure.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    kind: Literal["http", "tcp", "tls"]
    at: str = Field(min_length=1)
    name: Words | None = None
    system: str | None = None
    every: Duration = "1m"
    timeout: Duration = "5s"
    lasts: Duration = Field(default="24h", alias="for")
    after: int = Field(default=2, ge=1)
    back: int = Field(default=2, ge=1)
    expect: Expect | None = None
    days_left: int | None = Field(default=None, ge=1)


@dataclass(frozen=True, slots=True)
class Address:
    """`host` in lower case, an IPv6 one without brackets; `path` with its query, "" but for pages."""

    scheme: Scheme
    host: str
    port: int
    path: str = ""

    @property
    def authority(self) -> str:
        """`host:port` as HTTP names it: without the usual port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if WEB_PORTS.get(self.scheme) == self.port else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"


def address_of(watch: Watch) -> Address | None:
    """Where the watch looks; None where `at` is no such address."""
    match watch.kind:
        case "http":
            return page_at(watch.at)
        case "tcp":
            return _address("tcp", PLACE.fullmatch(watch.at), None)
        case "tls":
            return _address("tls", PLACE.fullmatch(watch.at), TLS_PORT)
        case _:
            assert_never(watch.kind)


def page_at(text: str) -> Address | None:
    """`https://host:port/path?query`; None for anything else, user names and fragments included."""
    match = PAGE.fullmatch(text)
    if match is None:
        return None
    scheme: Scheme = "https" if match["scheme"].lower() == "https" else "http"
    return _address(scheme, match, WEB_PORTS[scheme], match["path"])


def _address(scheme: Scheme, match: re.Match[str] | None, usual: int | None, path: str = "") -> Address | None:
    if match is None:
        return None
    host, port = match["host"].lower(), int(match["port"]) if match["port"] else usual
    if host.startswith("["):
        host = host[1:-1]
        if not _is_ipv6(host):
            return None
    if port is None or not 0 < port <= LAST_PORT or len(host) > LONGEST_HOST:
        return None
    return Address(scheme, host, port, path)


def _is_ipv6(host: str) -> bool:
    try:
        return ip_address(host).version == 6  # noqa: PLR2004 - the version of IP it is named for
    except ValueError:
        return False


def is_forbidden(ip: str) -> bool:
    """Whether no watch may look there: a machine's or a cloud's inside (link-local, metadata), or no single machine.

    False for a host's name: what it resolves to is judged when it is looked at.
    """
    try:
        found = ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    return any(map(_is_inside, (found, _carried(found))))


def _is_inside(ip: IPv4Address | IPv6Address) -> bool:
    return ip.is_link_local or ip.is_multicast or ip.is_unspecified or any(ip in network for network in METADATA)


def _carried(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that this one leads to by a gateway on the way; itself where it leads to none."""
    if isinstance(ip, IPv4Address):
        return ip
    if any(ip in network for network in CARRYING):
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else ip)


def slot(watch: Watch, live_at: datetime, now: datetime, *, goes_on: bool = False) -> datetime | None:
    """The newest of the watch's own moments, `now` included: every so often from go-live, for the planned time.

    None outside of that time, after which it may go on. Everybody who asks finds the same moment, so nothing is
    measured twice.
    """
    since, every = now - live_at, parse_duration(watch.every)
    is_its_time = now >= live_at and (goes_on or since <= parse_duration(watch.lasts))
    return live_at + since // every * every if is_its_time else None
