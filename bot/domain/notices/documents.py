"""Whose work was sent back, and whose signature was given for something else."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.cards import ITEM
from bot.domain.notices.notification import Manner, Notification, Transition
from bot.domain.reading.content import difference, lines
from bot.domain.state.release import Release


class Changed(Notification):
    """A person's signatures ended because what they were given for has changed. `diff`: `- …` gone, `+ …` new."""

    manner: ClassVar = Manner(goes="person", key="", shows=None, calls=False, own=True)

    kind: Literal["changed"] = "changed"
    person: str
    by: str
    items: tuple[str, ...]
    content: str
    diff: tuple[str, ...]


class Returned(Notification):
    """The reviewer sent a person's work back."""

    manner: ClassVar = Manner(goes="person", key="", shows=(ITEM,), calls=False, own=True)

    kind: Literal["returned"] = "returned"
    person: str
    item: str
    by: str
    reason: str


DocumentNotice = Changed | Returned


def of_documents(event: e.DocumentEvent, step: Transition) -> Iterator[Returned]:
    match event:
        case e.SentBack():
            before = step.before
            authors = {s.person: None for key in event.reviewed for s in before.records[key].signatures}
            authors |= {v.person: None for key in event.reviewed for v in before.documents.get(key, ())[-1:]}
            for person in authors:
                if person != event.by:
                    yield Returned(person=person, item=event.reviewed[0], by=event.by, reason=event.reason)
        case e.Written() | e.Outdated():
            pass  # the card shows it; whose signature ended is told merged
        case _:
            assert_never(event)


def changed(before: Release, happened: Iterable[e.Event], after: Release) -> Iterator[Changed]:
    """One word for each person and content, however many of their signatures ended with it."""
    lost: dict[tuple[str, str, str], dict[str, None]] = {}
    for event in happened:
        if isinstance(event, e.Outdated):
            for signature in before.records[event.item].signatures:
                if signature.person != event.by:
                    lost.setdefault((signature.person, event.by, event.content), {})[event.item] = None
    for (person, by, content), items in lost.items():
        first = before.item(next(iter(items)))
        diff = difference(lines(before, first, content), lines(after, first, content))
        yield Changed(person=person, by=by, items=tuple(items), content=content, diff=diff)
