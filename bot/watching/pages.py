"""Whether a page is as expected. Redirects are followed to origins that the plan names, a few times, nowhere else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from ssl import SSLContext
from typing import Any

import httpx

from bot.domain.plan.watching import Address, Expect, page_at
from bot.watching.reaching import QUOTED, Failed, Fine, reached

HOPS = 3
LARGEST = 256_000  # bytes of a page that are read
HEADERS = {"User-Agent": "release-captain", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Redirect:
    location: str


class Visitor:
    """Asks pages within one `look`. Its connections end with it, those in mid-handshake, which httpx forgets, too."""

    def __init__(self, trust: SSLContext) -> None:
        self._connections: list[Any] = []  # httpcore's network streams
        self._client = httpx.AsyncClient(verify=trust, trust_env=False, timeout=None, headers=HEADERS)  # noqa: S113 - look's

    async def asked(self, address: Address, expect: Expect, ip: str) -> Fine | Failed | Redirect:
        """One request to this machine, under the name the plan gives it: for virtual hosts and for its certificate."""
        url = f"{address.scheme}://{replace(address, host=ip).authority}{address.path}"
        named = {"sni_hostname": address.host, "trace": self._noted}
        async with self._client.stream("GET", url, headers={"Host": address.authority}, extensions=named) as response:
            if response.status_code == expect.status:
                return await _judged(response, expect)
            if response.has_redirect_location:
                return Redirect(response.headers["location"])
            return Failed("wrong-status", str(response.status_code))

    async def close(self) -> None:
        await self._client.aclose()
        for connection in self._connections:
            await connection.aclose()

    async def _noted(self, event: str, info: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            self._connections.append(info["return_value"])


async def look(address: Address, expect: Expect, origins: Collection[str], trust: SSLContext) -> Fine | Failed:
    """`origins`: those that the plan names (`https://host:port`). There is no time limit in here: cancel it."""
    visitor = Visitor(trust)
    try:
        for _ in range(HOPS + 1):
            seen = await reached(address, partial(visitor.asked, address, expect))
            if not isinstance(seen, Redirect):
                return seen
            target = _target(address, seen.location)
            if target is None or target.origin not in origins:
                return Failed("redirected", target.origin if target else seen.location[:QUOTED])
            address = target
        return Failed("redirects", address.origin + address.path)
    finally:
        await visitor.close()


async def _judged(response: httpx.Response, expect: Expect) -> Fine | Failed:
    body = bytearray()
    async for piece in response.aiter_raw():
        body += piece
        if len(body) > LARGEST:
            break
    if expect.contains.encode() in body:
        return Fine()
    return Failed("too-large" if len(body) > LARGEST else "wrong-content")


def _target(address: Address, location: str) -> Address | None:
    """Where a `Location` leads from there; its fragment is nobody's business."""
    try:
        url = httpx.URL(address.origin + address.path).join(location).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError):
        return None
    return page_at(str(url))
