"""What a document's section names, line by line: steps make an item of each, not one for all (4a). Pure."""

import re
from collections.abc import Iterator

from bot.domain.plan.layout import Item
from bot.domain.plan.spelling import fold
from bot.domain.plan.steps import Lists
from bot.domain.state.release import Release

MARK = re.compile(r"^\s*(?:[-*•·]|\d{1,3}[.)、](?!\d))\s*")
NOTHING = frozenset({"", "-", "/", "none", "nothing", "n/a", "no", "无", "没有", "暂无", "不涉及"})


def listing(release: Release) -> Iterator[Item]:
    """The items whose steps list something, once their phase is reached, or they have opened ahead of it."""
    steps = (step.id for step in release.plan.steps.values() if step.lists)
    items = (release.item(key) for step in steps for key in release.layout.of_step[step])
    return (item for item in items if item.phase <= release.phase or _has_opened_ahead(release, item))


def _has_opened_ahead(release: Release, item: Item) -> bool:
    """Since it waits for the items made of its lines, that there are some tells it, too."""
    return item.step.ahead and (item.id in release.listed or release.standing(item.id) != "waiting")


def wanted(release: Release, lists: Lists) -> tuple[str, ...]:
    """What the section names now, each once; where it lies behind a link, the link. Words for nothing are nothing."""
    found: dict[str, None] = {}
    for key, versions in release.documents.items():
        asks, newest = release.item(key).step.asks, versions[-1]
        if asks is None or asks.document != lists.document:
            continue
        held = newest.link if lists.section in newest.held else ""
        lines = newest.sections.get(lists.section, "").splitlines() or [held]
        found |= dict.fromkeys(line for each in lines if (line := MARK.sub("", each, count=1).strip()))
    return tuple(line for line in found if fold(line).strip(" .。") not in NOTHING)


def changed(release: Release, item: Item) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that no item was made of yet, and the items of lines that are no longer there."""
    known = release.listed.get(item.id, {})
    now = wanted(release, item.step.lists) if item.step.lists else ()
    return (
        tuple(line for line in now if line not in known),
        tuple(key for line, key in known.items() if line not in now),
    )
