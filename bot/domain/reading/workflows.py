"""What a workflow waits for: whether it has come, or never will."""

from collections.abc import Iterable

from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED


def is_settled(release: Release, items: Iterable[str]) -> bool:
    return all(release.standing(item) in SETTLED for item in items)


def is_over(release: Release, items: Iterable[str]) -> bool:
    """Nothing is left to wait for."""
    return release.state == "aborted" or is_settled(release, items)
