"""What is wrong with a document or a review."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Incomplete:
    """The document lacks these sections (keys of `document`), or nobody has written it yet."""

    item: str
    document: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoDocument:
    """The item asks for no document, so there is nothing to write."""

    item: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The very same is on record already: the document of an item, the branch or a script of a system."""

    name: str


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody delivered this version of the item's document while the writer changed an earlier one, or began it."""

    item: str
    number: int
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NothingToReview:
    """The item approves no other, so nothing can be sent back by it."""

    item: str


DocumentRefusal = Incomplete | NoDocument | Unchanged | Overtaken | NothingToReview
