"""In which order systems are taken back (S3)."""

from collections.abc import Iterator, Sequence


def taken_back(systems: Sequence[str], needs: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """The systems in the order in which they are taken back: each before what it rests on (S3).

    `systems` in the order in which they are deployed; `needs`: what each depends on.
    """
    left = list(systems)
    while left:
        last = next(one for one in reversed(left) if not any(one in needs[other] for other in left if other != one))
        left.remove(last)
        yield last
