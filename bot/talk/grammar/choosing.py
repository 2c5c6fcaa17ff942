"""Which item a line is about: where its name leaves several, the only one that this person can act on."""

from dataclasses import dataclass
from typing import Final

from bot.domain.reading.naming import item_named
from bot.domain.reading.standing import claims, may_sign
from bot.domain.refusals import Lacks, NoSuchItem, WhichItem
from bot.domain.state.signing import SETTLED
from bot.talk.grammar.directory import Asked
from bot.talk.grammar.verbs import USAGE

Keys = tuple[str, ...]
OFFERED: Final = 10


@dataclass(frozen=True, slots=True)
class Chosen:
    """An item, and the words that follow its name."""

    item: str
    rest: str


def choose(asked: Asked) -> Chosen | NoSuchItem | WhichItem | Lacks:
    """The item named at the beginning of the words; with no words at all, the only one that could be meant."""
    verb = asked.line.verb
    if not asked.words:
        likely = _nearest(asked, tuple(asked.release.layout.items))
        if not likely:
            return Lacks("item", USAGE[verb])
        return Chosen(likely[0], "") if len(likely) == 1 else WhichItem(verb, likely[:OFFERED], asked.line.note)
    named = item_named(asked.release, asked.words)
    if isinstance(named, NoSuchItem):
        return named
    items = named.keys if len(named.keys) == 1 else _nearest(asked, named.keys) or named.keys
    if len(items) == 1:
        return Chosen(items[0], named.rest)
    return WhichItem(verb, items, asked.with_note(named.rest))


def _nearest(asked: Asked, items: Keys) -> Keys:
    """Those of the items that the verb makes sense for, coming from this person; () if there are none."""
    match asked.line.verb:
        case "done" | "watch":
            return _to_sign(asked, items)
        case "sendback":
            return tuple(key for key in _to_sign(asked, items) if asked.release.item(key).step.reviews)
        case "write":
            return _to_write(asked, items)
        case "undo":
            return _signed(asked, items)
        case "unblock":
            return tuple(key for key in items if asked.release.records[key].block)
        case "block" | "waive" | "why" if asked.words:
            return tuple(key for key in items if asked.release.standing(key) not in SETTLED)
        case _:
            return ()


def _to_sign(asked: Asked, items: Keys) -> Keys:
    """What the person may sign now; else, of the items named, what is theirs to sign: the rules say why not."""
    release, person = asked.release, asked.actor.person
    if now := tuple(key for key in items if person in may_sign(release, key, asked.now)):
        return now
    if not asked.words:
        return ()
    theirs = tuple(key for key in items if claims(release, release.item(key), person, asked.now))
    return tuple(key for key in theirs if release.standing(key) not in SETTLED) or theirs


def _to_write(asked: Asked, items: Keys) -> Keys:
    """The documents that are the person's to write: those to be signed now, else all of them."""
    asking = tuple(key for key in items if (asks := asked.release.item(key).step.asks) and asks.document)
    own = tuple(key for key in asking if claims(asked.release, asked.release.item(key), asked.actor.person, asked.now))
    return tuple(key for key in own if asked.release.standing(key) == "open") or own


def _signed(asked: Asked, items: Keys) -> Keys:
    """What the person has signed, the latest first; else, for a lead, of the items named what anybody has."""
    release, person = asked.release, asked.actor.person
    at = {
        key: max(own)
        for key in items
        if (own := [s.at for s in release.records[key].signatures if person in (s.person, s.voter)])
    }
    if at:
        return tuple(sorted(at, key=at.__getitem__, reverse=True))
    if asked.words and person in release.leads:
        return tuple(key for key in items if release.records[key].signatures or release.records[key].waiver)
    return ()
