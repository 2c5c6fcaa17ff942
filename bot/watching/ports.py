"""Whether something takes connections at a port, and whether a certificate holds and for how long still."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.domain.plan.watching import Address
from bot.watching.reaching import Failed, Fine, reached


async def look_at_port(address: Address) -> Fine | Failed:
    return await reached(address, partial(_connected, address))


async def look_at_certificate(address: Address, days_left: int, now: datetime, trust: ssl.SSLContext) -> Fine | Failed:
    """`detail` are the whole days from `now` until it ends; a certificate that does not hold says why."""
    ends_at = await reached(address, partial(_certified, address, trust))
    if isinstance(ends_at, Failed):
        return ends_at
    days = (ends_at - now) // timedelta(days=1)
    return Fine(str(days)) if days >= days_left else Failed("expires-soon", str(days))


async def _connected(address: Address, ip: str) -> Fine:
    _, writer = await asyncio.open_connection(ip, address.port)
    writer.transport.abort()
    return Fine()


async def _certified(address: Address, trust: ssl.SSLContext, ip: str) -> datetime:
    _, writer = await asyncio.open_connection(ip, address.port, ssl=trust, server_hostname=address.host)
    try:
        certificate = writer.get_extra_info("peercert")
        return datetime.fromtimestamp(ssl.cert_time_to_seconds(certificate["notAfter"]), UTC)
    finally:
        writer.transport.abort()
