"""From a plan's address to the machines behind it, and what a conversation that failed has to say. Never by a proxy.

What a name resolves to is judged before anything is sent, and that very machine is talked to: the name is not resolved
a second time.
"""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import httpx

from bot.domain.plan.watching import Address, is_forbidden
from bot.domain.reading.samples import Why

T = TypeVar("T")

MACHINES = 4  # of one name that are tried in turn
QUOTED = 200  # characters of a fact behind a failure
NOT_REACHED = ("refused", "unreachable")  # the next machine of the same name may be
FAULTS = (OSError, httpx.HTTPError, httpx.InvalidURL, ValueError, EOFError)  # OSError: TimeoutError, ssl.SSLError too

CERTIFICATES: dict[int, Why] = {  # X509_V_ERR_…, openssl-verification-options(1)
    9: "not-yet-valid",
    10: "expired",
    18: "self-signed",
    19: "self-signed",
    62: "wrong-name",
    64: "wrong-name",
}


@dataclass(frozen=True, slots=True)
class Fine:
    """The target is as expected. `detail`: a fact worth keeping."""

    detail: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """The target is not as expected: why, and the fact behind it, untranslated."""

    why: Why
    detail: str = ""


async def reached(address: Address, talk: Callable[[str], Awaitable[T]]) -> T | Failed:
    """What `talk` has made of the first machine behind the address that can be connected to; it is given the IP."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except FAULTS as error:
        return fault(error)
    ips = dict.fromkeys(str(entry[4][0]) for entry in found)
    if forbidden := [ip for ip in ips if is_forbidden(ip)]:
        return Failed("not-allowed", forbidden[0])
    failed = Failed("unresolved", address.host)
    for ip in list(ips)[:MACHINES]:
        try:
            return await talk(ip)
        except FAULTS as error:
            failed = fault(error)
        if failed.why not in NOT_REACHED:
            break
    return failed


def fault(error: BaseException) -> Failed:
    """Why a conversation failed, from the error and everything that caused it; the most telling of them counts."""
    causes = list(_causes(error))
    for each in causes:
        if isinstance(each, ssl.SSLCertVerificationError):
            return Failed(CERTIFICATES.get(each.verify_code, "untrusted"), each.verify_message[:QUOTED])
    for kinds, why in KINDS:
        if known := [each for each in causes if isinstance(each, kinds)]:
            return Failed(why, _said(known[-1]))
    return Failed("hung-up", _said(error))


KINDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Why], ...] = (
    (ssl.SSLEOFError, "hung-up"),
    (ssl.SSLError, "no-tls"),
    (socket.gaierror, "unresolved"),
    ((TimeoutError, httpx.TimeoutException), "timed-out"),
    (ConnectionRefusedError, "refused"),
    (ConnectionError, "hung-up"),
    (OSError, "unreachable"),
)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _said(error: BaseException) -> str:
    said = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return " ".join(said.split())[:QUOTED]
