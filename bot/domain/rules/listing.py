"""Items made of a document's lines: once their phase is reached, and again whenever the document changes (4a)."""

from collections.abc import Iterator
from itertools import count

from bot.domain import events as e
from bot.domain.plan.layout import Item
from bot.domain.reading.listing import changed, listing
from bot.domain.rules.facts import Facts
from bot.domain.state.release import Release


def listed(after: Release, fact: Facts) -> Iterator[e.ItemsListed]:
    for item in listing(after):
        fresh, gone = changed(after, item)
        if fresh or gone:
            added = dict(zip(_ids(after, item), fresh, strict=False))
            yield e.ItemsListed(**fact.header, item=item.id, added=added, dropped=gone)


def _ids(release: Release, item: Item) -> Iterator[str]:
    """`4a-1`, `4a-2`, …: those that were never taken."""
    step = item.id.replace("/", "-")
    return (key for number in count(1) if (key := f"{step}-{number}") not in release.layout.items)
