"""In which order systems are taken back (S3)."""

from collections.abc import Iterator, Sequence

from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED


def taken_back(systems: Sequence[str], needs: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """The systems in the order in which they are taken back: each before what it rests on (S3).

    `systems` in the order in which they are deployed; `needs`: what each depends on.
    """
    left = list(systems)
    while left:
        last = next(one for one in reversed(left) if not any(one in needs[other] for other in left if other != one))
        left.remove(last)
        yield last


def is_through(release: Release, rollback: str) -> bool:
    """Whether each of its steps is done, or let go."""
    return all(release.standing(key) in SETTLED for key, _ in release.rollbacks[rollback].items)
