"""What can be taken back, and in which order (S3)."""

from collections.abc import Iterator, Sequence

from bot.domain.reading.deployments import last_there
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED


def to_take_back(release: Release) -> tuple[str, tuple[str, ...]]:
    """Where the way back would begin, and what this release has tried there and not taken back, in deployment order."""
    environment = next(iter(release.problems), None) or next(
        (key for key, known in release.plan.environments.items() if known.live), ""
    )
    last = ((key, last_there(release.deployments, key, environment)) for key in release.plan.systems_of("system"))
    return environment, tuple(key for key, there in last if there and not there.rollback)


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
