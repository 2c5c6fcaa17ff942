"""Commands that are shown first what they do, and are done once the same is said with the code of exactly that."""

from dataclasses import dataclass, fields
from typing import ClassVar, Final

ASIDE: Final = ("item", "message", "seen", "confirmed")
"""What stands elsewhere in a line, or travels beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFirst:
    """`confirmed`: the code of the consequences that were shown (`Confirm`); "" where none were.

    What it says of itself is the line that says yes: `verb [item] confirm CODE words`. `brings`: the words are what is
    put on record, so a yes is to them, too; else they are a reason for it, or what is said of it.
    """

    verb: ClassVar[str]
    brings: ClassVar[bool] = False

    confirmed: str = ""

    @property
    def words(self) -> str:
        """What follows the code in that line."""
        return " ".join(filter(None, self.said))

    @property
    def said(self) -> tuple[str, ...]:
        """Word by word: the command's own fields in their order, unless it is said otherwise; "" for what is not."""
        return tuple(getattr(self, each.name) for each in fields(self) if each.name not in ASIDE)


class MovesCode(ShownFirst):
    """By it, other code runs or is to be deployed: what that brings is known when all that follows from it is."""

    __slots__ = ()
