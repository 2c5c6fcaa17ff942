"""Whether a page is as expected. Redirects are followed to origins that the plan names, a few times, nowhere else."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from ssl import SSLContext

import httpx

from bot.domain.watches import Address, Expect, page_at
from bot.watching.reaching import QUOTED, Failed, Fine, reached

HOPS = 3
LARGEST = 256_000  # bytes of a page that are read
HEADERS = {"User-Agent": "release-captain", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Redirect:
    location: str


async def look(address: Address, expect: Expect, origins: Collection[str], trust: SSLContext) -> Fine | Failed:
    """`origins`: those that the plan names (`https://host:port`). There is no time limit in here."""
    async with httpx.AsyncClient(verify=trust, trust_env=False, timeout=None, headers=HEADERS) as client:  # noqa: S113 - the caller's
        for _ in range(HOPS + 1):
            seen = await reached(address, partial(_asked, client, address, expect))
            if not isinstance(seen, Redirect):
                return seen
            target = _target(address, seen.location)
            if target is None or target.origin not in origins:
                return Failed("redirected", target.origin if target else seen.location[:QUOTED])
            address = target
    return Failed("redirects", address.origin + address.path)


async def _asked(client: httpx.AsyncClient, address: Address, expect: Expect, ip: str) -> Fine | Failed | Redirect:
    """One request to this machine, under the name the plan gives it: for virtual hosts, and for its certificate."""
    url = f"{address.scheme}://{replace(address, host=ip).authority}{address.path}"
    names = {"Host": address.authority}
    async with client.stream("GET", url, headers=names, extensions={"sni_hostname": address.host}) as response:
        if response.status_code == expect.status:
            return await _judged(response, expect)
        if response.has_redirect_location:
            return Redirect(response.headers["location"])
        return Failed("wrong-status", str(response.status_code))


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
