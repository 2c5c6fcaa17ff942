"""Watches: that each has an address it may look at, time for an answer, and expects what its kind can tell."""

from collections.abc import Iterator

from bot.domain.plan import Plan
from bot.domain.plan.check.finding import Finding, Path, error
from bot.domain.plan.check.known import known, repeated
from bot.domain.plan.moments import parse_duration
from bot.domain.plan.watching import Watch, address_of, is_forbidden


def check_watches(plan: Plan) -> Iterator[Finding]:
    yield from repeated("watch", [(("watches", key), key) for key in plan.watches])
    for key, watch in plan.watches.items():
        path = ("watches", key)
        yield from known("system", [watch.system] if watch.system else [], plan.systems, (*path, "system"))
        yield from _address(path, watch)
        yield from _times(path, watch)
        yield from _expected(path, watch)


def _address(path: Path, watch: Watch) -> Iterator[Finding]:
    address = address_of(watch)
    if address is None:
        yield error((*path, "at"), f"no-{watch.kind}-address", at=watch.at)
    elif is_forbidden(address.host):
        yield error((*path, "at"), "forbidden-address", at=watch.at)


def _times(path: Path, watch: Watch) -> Iterator[Finding]:
    timeout, every = parse_duration(watch.timeout), parse_duration(watch.every)
    if not timeout:
        yield error((*path, "timeout"), "no-timeout")
    elif every < timeout:
        yield error((*path, "every"), "too-often", every=watch.every, timeout=watch.timeout)
    elif parse_duration(watch.lasts) < every * watch.after:
        yield error(path, "never-down", lasts=watch.lasts, every=watch.every, after=watch.after)
    within = watch.expect.within if watch.expect else None
    if within and parse_duration(within) > timeout:
        yield error((*path, "expect", "within"), "within-timeout", within=within, timeout=watch.timeout)


def _expected(path: Path, watch: Watch) -> Iterator[Finding]:
    if watch.expect and watch.kind != "http":
        yield error((*path, "expect"), "expects-no-page", kind=watch.kind)
    if watch.days_left and watch.kind != "tls":
        yield error((*path, "days_left"), "no-certificate", kind=watch.kind)
