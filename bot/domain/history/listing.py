"""The items that a document's lines become (4a)."""

from dataclasses import replace

from bot.domain import events as e
from bot.domain.history.standing import restand
from bot.domain.plan import Text
from bot.domain.plan.layout import Item, with_items
from bot.domain.plan.steps import Step
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED, Mark, Record

GONE = Text(zh="文档中已不再列出", en="no longer in the document")


def evolve(release: Release, event: e.ListingEvent) -> Release:
    """The new items join the phase of the one that lists them, which waits for each; what is gone is waived."""
    parent = release.item(event.item)
    made = release.listed.get(parent.id, {}).values()
    needs = tuple(key for key in parent.needs if key not in made)
    added = [_item(parent, key, line, needs) for key, line in event.added.items()]
    waiting = replace(parent, needs=(*parent.needs, *event.added))
    known = {line: key for line, key in release.listed.get(parent.id, {}).items() if key not in event.dropped}
    waiver = Mark(event.by, GONE.in_(release.plan.language), event.at)
    dropped = {
        key: replace(release.records[key], waiver=waiver)
        for key in event.dropped
        if release.standing(key) not in SETTLED
    }
    listed = replace(
        release,
        layout=with_items(release.plan, release.layout, (waiting, *added)),
        records={**release.records, **dropped, **{item.id: Record(since=event.at) for item in added}},
        unsettled=tuple(count + len(added) * (n == parent.phase) for n, count in enumerate(release.unsettled)),
        listed={**release.listed, parent.id: known | {line: key for key, line in event.added.items()}},
    )
    return restand(listed, listed.layout.items, event.at)


def _item(parent: Item, key: str, line: str, needs: tuple[str, ...]) -> Item:
    """Signed by those who sign the step, with what it asks for each line, as soon as the step might be."""
    step, lists = parent.step, parent.step.lists
    title = Text(zh=f"{step.title.zh}：{line}", en=f"{step.title.en}: {line}")
    own = Step(
        id=key,
        title=title,
        by=step.by,
        asks=lists.asks if lists else None,
        due=step.due,
        remind=step.remind,
        not_before=step.not_before,
        ahead=step.ahead,
    )
    return Item(key, own, parent.system, parent.phase, needs, parent.slots)
