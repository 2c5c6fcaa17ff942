"""Whether what a platform calls a success is one: its own commit, and what the deployed system says that it runs.

A page agrees when it names the commit; or the version, where no commit is ordered or none stands on the page. It has
some time to do so, while what was there before is being replaced.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot.platforms.calling import Caller, Clock, Down, Limits
from bot.platforms.deployments.run import Order, Progress, Reason

LIMITS = Limits(connect=3, piece=5, whole=10, largest=64_000)
WORD = re.compile(r"[\w.+-]+")
COMMIT = re.compile(r"(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}", re.IGNORECASE)
SHORTEST = 7  # characters of a commit that still name it
QUOTED = 200


def same_commit(one: str, other: str) -> bool:
    """Either may be shortened."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return len(short) >= SHORTEST and long.startswith(short)


def agrees(page: str, commit: str, version: str) -> bool:
    """Whether the page says that this is what runs."""
    words = {word.strip(".-+") for word in WORD.findall(page)}
    if commit and any(same_commit(word, commit) for word in words):
        return True
    tells_commit = any(COMMIT.fullmatch(word) for word in words)
    return version in words and not (commit and tells_commit)


def confirmed(
    progress: Progress, order: Order, version_at: str, settle: timedelta, clock: Clock, limits: Limits = LIMITS
) -> Progress:
    """The success that the platform tells, still running while the page may yet change its mind, or what belies it.

    `version_at`: "" where nobody can be asked. What has not succeeded is not asked about.
    """
    if progress.state != "succeeded":
        return progress
    if order.commit and progress.commit and not same_commit(order.commit, progress.commit):
        return replace(progress, state="failed", reason="other-commit", detail=progress.commit)
    if not (version_at and (order.commit or order.version)):
        return progress
    page = _page(version_at, clock, limits)
    if isinstance(page, str) and agrees(page, order.commit, order.version):
        return progress
    if progress.finished_at and clock() < progress.finished_at + settle:
        return replace(progress, state="running", finished_at=None)
    return _belied(progress, page)


def _belied(progress: Progress, page: str | Down) -> Progress:
    """A page that names another version speaks; one that cannot be had says nothing, for or against."""
    if isinstance(page, Down):
        return replace(progress, state="unknown", reason="says-nothing", detail=_words((page.why, page.detail)))
    reason: Reason = "says-otherwise"
    return replace(progress, state="failed", reason=reason, detail=" ".join(page.split())[:QUOTED])


def _words(parts: Iterable[str]) -> str:
    return ": ".join(filter(None, parts))[:QUOTED]


def _page(address: str, clock: Clock, limits: Limits) -> str | Down:
    caller = Caller(address, {}, clock, limits)
    try:
        return caller.read(address)
    finally:
        caller.close()
