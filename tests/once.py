"""Remembering what was worked out: of the same values the same comes, as often as tests ask."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

Given = ParamSpec("Given")
Made = TypeVar("Made")
LAST = 1000  # that many of the last are remembered


def once(work: Callable[Given, Made]) -> Callable[Given, Made]:
    """For pure work on values that nobody changes; a plan or a release is recognized when it is the very same one."""

    @lru_cache(maxsize=LAST)
    def remembered(*given: _Value, **named: _Value) -> Made:
        return work(*(each.value for each in given), **{name: each.value for name, each in named.items()})

    @wraps(work)
    def asked(*given: Any, **named: Any) -> Made:
        return remembered(*map(_Value, given), **{name: _Value(value) for name, value in named.items()})

    return cast("Callable[Given, Made]", asked)


@dataclass(frozen=True, slots=True, eq=False)
class _Value:
    """By what it says where that can be hashed; else this very one."""

    value: Any

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Value) or hash(self) != hash(other):
            return False
        return self.value is other.value or (_says(self.value) is not None and bool(self.value == other.value))

    def __hash__(self) -> int:
        said = _says(self.value)
        return id(self.value) if said is None else said


def _says(value: Any) -> int | None:
    try:
        return hash(value)
    except TypeError:
        return None
