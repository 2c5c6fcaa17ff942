"""Items made of a document's lines (4a)."""

from collections.abc import Mapping

from bot.domain.events.fact import Fact


class ItemsListed(Fact):
    """A document's section names other things than before. `added`: id -> line, one item each; `dropped`: ids."""

    item: str
    added: Mapping[str, str]
    dropped: tuple[str, ...] = ()


ListingEvent = ItemsListed
