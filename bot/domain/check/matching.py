"""Whether seats can be filled with different people: one person, one vote."""

from collections.abc import Collection, Sequence


def can_fill(seats: Sequence[Collection[str]]) -> bool:
    """Each seat lists who may sit there; true if all can be taken at once (Kuhn's augmenting paths)."""
    seated: dict[str, int] = {}

    def place(seat: int, tried: set[str]) -> bool:
        for person in seats[seat]:
            if person in tried:
                continue
            tried.add(person)
            if person not in seated or place(seated[person], tried):
                seated[person] = seat
                return True
        return False

    return all(place(seat, set()) for seat in range(len(seats)))
