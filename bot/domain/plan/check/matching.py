"""Whether the people named suffice: one person, one vote in a role, and no signature on what is one's own work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product


@dataclass(frozen=True, slots=True)
class Seat:
    """One role of one item: who may sign in it, and how many different people must."""

    able: frozenset[str]
    count: int

    def filled_by(self, people: frozenset[str]) -> bool:
        return len(self.able & people) >= self.count


def can_share(work: Sequence[Seat], review: Sequence[Seat]) -> bool:
    """Whether both can be signed with nobody on both sides. A person may take several seats of one side."""
    everybody = frozenset[str]().union(*(seat.able for seat in (*work, *review)))
    return any(all(seat.filled_by(everybody - side) for seat in work) for side in _sides(review, work))


def _sides(review: Sequence[Seat], work: Sequence[Seat]) -> Iterator[frozenset[str]]:
    """Every smallest set of people who could review, those first who could not have done the work."""
    workers = frozenset[str]().union(*(seat.able for seat in work))
    choices = (combinations(sorted(seat.able, key=lambda p: (p in workers, p)), seat.count) for seat in review)
    return (frozenset(person for part in chosen for person in part) for chosen in product(*choices))
