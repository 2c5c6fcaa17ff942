"""Which item a line is about: where its name leaves several, the only one that this person can act on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.domain.reading.naming import also_named, item_named
from bot.domain.reading.standing import claims, may_sign
from bot.domain.refusals import Lacks, NoSuchItem, WhichItem
from bot.domain.state.signing import SETTLED
from bot.talk.grammar.verbs import AskedLine

Keys = tuple[str, ...]
Likely = Callable[[AskedLine, Keys], Keys]
"""Those of the items that a verb makes sense for, coming from this person; () if there are none."""
OFFERED: Final = 10


@dataclass(frozen=True, slots=True)
class Chosen:
    """An item, and the words that follow its name."""

    item: str
    rest: str


def nothing(_asked: AskedLine, _items: Keys) -> Keys:
    return ()


def choose(asked: AskedLine, likely: Likely = nothing) -> Chosen | NoSuchItem | WhichItem | Lacks:
    """The item named at the beginning of the words; with no words at all, the only one that could be meant."""
    verb = asked.line.verb
    if not asked.words:
        could = likely(asked, tuple(asked.release.layout.items))
        if not could:
            return Lacks("item", verb.usage)
        return Chosen(could[0], "") if len(could) == 1 else WhichItem(verb.name, could[:OFFERED], asked.line.note)
    named = item_named(asked.release, asked.words)
    if isinstance(named, NoSuchItem):
        return named
    items = named.keys if len(named.keys) == 1 else likely(asked, named.keys) or named.keys
    if len(items) == 1:
        more = also_named(asked.release, items[0], named.rest)
        return (
            WhichItem(verb.name, (items[0], *more.keys), asked.with_note(more.rest))
            if more
            else Chosen(items[0], named.rest)
        )
    return WhichItem(verb.name, items, asked.with_note(named.rest))


def unsettled(asked: AskedLine, items: Keys) -> Keys:
    """Of the items named, those that are not settled."""
    return tuple(key for key in items if asked.release.standing(key) not in SETTLED) if asked.words else ()


def to_sign(asked: AskedLine, items: Keys) -> Keys:
    """What the person may sign now; else, of the items named, what is theirs to sign: the rules say why not."""
    release, person = asked.release, asked.actor.person
    if now := tuple(key for key in items if person in may_sign(release, key, asked.now)):
        return now
    if not asked.words:
        return ()
    theirs = tuple(key for key in items if claims(release, release.item(key), person, asked.now))
    return tuple(key for key in theirs if release.standing(key) not in SETTLED) or theirs
