"""Whose work was sent back, and whose signature was given for something else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, ClassVar, Literal, assert_never

from pydantic import BeforeValidator

from bot.domain import events as e
from bot.domain.notices.cards import ASKS, ITEM
from bot.domain.notices.notification import Manner, Notification, Transition
from bot.domain.reading.content import difference, fingerprints, lines
from bot.domain.reading.standing import may_sign
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED


def _several(content: object) -> object:
    """Earlier versions told of each content by itself."""
    return (content,) if isinstance(content, str) else content


class Changed(Notification):
    """What a person's signatures were given for has changed, or what they are on. `diff`: `- …` gone, `+ …` new.

    `items`: whose signatures ended; `asks`: those of them that are open for this person at once, in place of a prompt.
    `watched`: what they had not signed yet, and are on.
    """

    manner: ClassVar = Manner(goes="person", key="", shows=(ASKS,), calls=False, own=True)

    kind: Literal["changed"] = "changed"
    person: str
    by: str
    items: tuple[str, ...]
    content: Annotated[tuple[str, ...], BeforeValidator(_several)]
    diff: tuple[str, ...]
    asks: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class _Loss:
    """What one person signed or is on, and the changed contents of it, each with an item that shows the difference."""

    items: dict[str, None] = field(default_factory=dict)
    watched: dict[str, None] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)


def changed(before: Release, happened: Iterable[e.Event], after: Release, now: datetime) -> Iterator[Changed]:
    """One word for each person, however many of their signatures ended, and of whatever content."""
    happened = tuple(happened)
    by = next((event.by for event in happened), "")
    lost: defaultdict[str, _Loss] = defaultdict(_Loss)
    for event in happened:
        if isinstance(event, e.Outdated):
            for person in dict.fromkeys(signature.person for signature in before.records[event.item].signatures):
                lost[person].items[event.item] = None
                lost[person].contents.setdefault(event.content, event.item)
    for key, content in _moved_under_watchers(before, happened, after):
        for person in before.records[key].watchers:
            if key not in lost[person].items:
                lost[person].watched[key] = None
                lost[person].contents.setdefault(content, key)
    for person, loss in lost.items():
        if person == by or not loss.contents:  # whoever changed it knows
            continue
        diff = (
            line
            for content, key in loss.contents.items()
            for line in difference(lines(before, before.item(key), content), lines(after, after.item(key), content))
        )
        asks = tuple(key for key in loss.items if person in may_sign(after, key, now))
        yield Changed(
            person=person,
            by=by,
            items=tuple(loss.items),
            content=tuple(loss.contents),
            diff=tuple(diff),
            asks=asks,
            watched=tuple(loss.watched),
        )


def _moved_under_watchers(before: Release, happened: Iterable[e.Event], after: Release) -> Iterator[tuple[str, str]]:
    """What somebody is on, not signed yet, that rests on other content now than before; and the first such content."""
    if not any(isinstance(event, e.DocumentEvent | e.CodeEvent) for event in happened):
        return
    for key, record in before.records.items():
        if record.watchers and before.standing(key) not in SETTLED:
            old, new = fingerprints(before, before.item(key)), fingerprints(after, after.item(key))
            if moved := next((name for name in old if old[name] != new.get(name)), None):
                yield key, moved
