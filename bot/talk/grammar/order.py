"""A line whose names are known, and stand in another order than its verb's places: the right one is offered.

The places are those that the verb's help names; each kind of place knows what can stand in it. Nothing is carried out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.plan import Plan
from bot.domain.reading.code import CLOSES, COMMIT
from bot.domain.reading.naming import (
    JOINS,
    Match,
    Names,
    environment_names,
    item_named,
    people_named,
    pieces,
    role_names,
    system_names,
)
from bot.domain.refusals import Lacks, Misordered, NamingRefusal, NoSuchItem, NoSuchName
from bot.talk.grammar.bugs import severity_names
from bot.talk.grammar.markup import MENTION
from bot.talk.grammar.moments import read_part, reckoning_of
from bot.talk.grammar.verbs import AskedLine, Bound, Verb

TOKEN: Final = re.compile(r"[^\s\[\]]+")
POINTS: Final = " \t\r\n\u3000:：,，;；.。、"
JOINT: Final = re.compile(r"(?:(?<!\S)(?:to|on|at|in|for|of|from|until|till)|[到至在于给为从的])\s*$", re.IGNORECASE)
LED_TO: Final = {
    word: re.compile(rf"(?:(?<!\S)(?:{english})|{chinese})\s*$", re.IGNORECASE)
    for word, english, chinese in (
        ("at", "at|on", "[在于]"),
        ("for", "for|instead of", "代?替"),
        ("to", "to", "[到至]"),
        ("until", "until|till", "[到至]"),
    )
}
"""Where a word leads to a place, only what stands behind it is meant for it: `lands at 10:30` is one's own words."""
PERSON: Final = "@user"


@dataclass(frozen=True, slots=True)
class Position:
    """`joint`: the word before it. `usual`: the verb's usual line has it."""

    name: str
    joint: str
    usual: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a place, as it was typed and as it is shown, and where it was typed."""

    typed: str
    shown: str
    start: int


Kind = Callable[[AskedLine, str], Match | None]
"""What can stand in a place: whether the words begin with it, as it is shown (one key), and the rest of them."""


def reordered(asked: AskedLine, bound: Bound) -> Bound:
    """What a line came to; where a name of it is missing or means nothing, the words in the order that makes sense.

    Where they make none without a place that nothing of them can stand in, what comes before it does, and it is shown.
    """
    verb = asked.line.verb
    places = places_of(verb)
    if _missed(bound) not in {place.name for place in places}:
        return bound
    filled, own = _filled(asked, places)
    known = [number for number in range(len(places)) if number in filled]
    starts = [filled[number].start for number in known]
    if starts == sorted(starts) or (own and not verb.free):
        return bound
    usual = [number for number, place in enumerate(places) if place.usual or number in filled]
    sure = usual[: next((at for at, number in enumerate(usual) if number not in filled), len(usual))]
    for numbers, wanted, words in ((known, known, own), (sure, usual, "")):
        typed = _line(words, *(f"{places[number].joint} {filled[number].typed}" for number in numbers))
        if typed and not isinstance(verb.binds(replace(asked, words=typed)), NamingRefusal):
            names = ((n, filled[n].shown if n in filled else places[n].name) for n in wanted)
            return Misordered(_line(own, verb.name, *(f"{places[number].joint} {name}" for number, name in names)))
    return bound


def _missed(bound: Bound) -> str:
    """The place whose name is missing, or means nothing; "" for none."""
    match bound:
        case NoSuchItem():
            return "ITEM"
        case NoSuchName(what) | Lacks(what):
            return {"person": PERSON, "user": PERSON, "moment": "WHEN"}.get(what, what.upper())
        case _:
            return ""


def _line(own: str, *parts: str) -> str:
    return " ".join(" ".join((*parts, own)).split())


def _filled(asked: AskedLine, places: tuple[Position, ...]) -> tuple[Mapping[int, Filled], str]:
    """What can stand in the places, by their number, and the words left over."""
    words, found, spans = asked.words, dict[int, Filled](), list[tuple[int, int]]()
    for number, place in enumerate(places):
        if (kind := KINDS.get(place.name)) and (span := _first(asked, place, kind, spans)):
            start, end, shown = span
            spans.append((start, end))
            found[number] = Filled(words[start:end].strip(), shown, start)
    left = _left(words, spans)
    for number, place in enumerate(places):
        if not left or place.name in KINDS:
            continue
        (start, first), *others = left
        if number == len(places) - 1:
            word, left = " ".join((first, *(text for _, text in others))).removeprefix(f"{place.joint} "), []
        else:
            word, _, rest = first.partition(" ")
            left = [(start, rest), *others] if rest else others
        found[number] = Filled(word, word, start)
    return found, " ".join(text for _, text in left)


def _first(asked: AskedLine, place: Position, kind: Kind, spans: list[tuple[int, int]]) -> tuple[int, int, str] | None:
    words = asked.words
    starts = {each.end - len(each.text) for each in pieces(words)} | {each.start() for each in TOKEN.finditer(words)}
    for start in sorted(start for start in starts if words[:start][-1:] not in JOINS):
        is_led_to = not place.joint or LED_TO[place.joint].search(words[:start])
        match = kind(asked, words[start:]) if is_led_to else None
        end = len(words) - len(match.rest) if match else start
        if match and all(end <= first or start >= last for first, last in spans):
            return start, end, match.keys[0]
    return None


def _left(words: str, spans: list[tuple[int, int]]) -> list[tuple[int, str]]:
    """The words that stand in none of the places, and where; without those that only lead to one."""
    edges = [0, *(edge for span in sorted(spans) for edge in span), len(words)]
    between = zip(edges[::2], edges[1::2], strict=True)
    texts = ((start, words[start:end], end < len(words)) for start, end in between)
    bare = ((start, (JOINT.sub("", text) if leads else text).strip(POINTS)) for start, text, leads in texts)
    return [(start, text) for start, text in bare if text]


def places_of(verb: Verb) -> tuple[Position, ...]:
    """Those that the help names, in their order."""
    return tuple(_places(verb.help.words, verb.words.split()))


def _places(words: str, usual: list[str]) -> Iterator[Position]:
    joint = ""
    for name in TOKEN.findall(words):
        if name.isupper() or name == PERSON:
            yield Position(name, joint, name in usual)
            joint = ""
        else:
            joint = name
    if joint:
        yield Position(joint, "", usual=True)


def _item(asked: AskedLine, words: str) -> Match | None:
    named = item_named(asked.release, words)
    if not isinstance(named, Match):
        return None
    typed = words[: len(words) - len(named.rest)].strip()
    return Match(named.keys if len(named.keys) == 1 else (typed,), named.rest)


def _named(names: Callable[[Plan], Names]) -> Kind:
    def kind(asked: AskedLine, words: str) -> Match | None:
        named = names(asked.release.plan).first(words)
        return named if named and len(named.keys) == 1 else None

    return kind


def _person(asked: AskedLine, words: str) -> Match | None:
    if mention := MENTION.match(words):
        return Match((PERSON,), words[mention.end() :].strip())
    name, *rest = words.split(maxsplit=1)
    return Match((name,), "".join(rest)) if len(people_named(asked.release.people, name)) == 1 else None


def _moment(asked: AskedLine, words: str) -> Match | None:
    read = read_part(words, reckoning_of(asked))
    return (
        None if isinstance(read, NoSuchName) else Match((words[: len(words) - len(read[1])].strip(),), read[1].strip())
    )


def _commit(_asked: AskedLine, words: str) -> Match | None:
    word, *rest = words.split(maxsplit=1)
    bare = word.strip(CLOSES)
    return Match((bare,), "".join(rest)) if COMMIT.fullmatch(bare) else None


KINDS: Final[Mapping[str, Kind]] = {
    "ITEM": _item,
    "SYSTEM": _named(lambda plan: system_names(plan, plan.systems)),
    "ENVIRONMENT": _named(environment_names),
    "ROLE": _named(role_names),
    "SEVERITY": _named(severity_names),
    PERSON: _person,
    "WHEN": _moment,
    "COMMIT": _commit,
}
"""By the name of the place. In any other stands a word of its own, and in the last one all that is left."""
