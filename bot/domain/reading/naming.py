"""Names as people type them: items, systems and roles forgivingly, people exactly.

Decides what words may stand for; who may act on it is not known here. A resemblance decides nothing: `near` only tells
what may have been meant.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain, zip_longest
from unicodedata import normalize

from bot.domain.plan import Plan
from bot.domain.plan.spelling import fold
from bot.domain.refusals import NoSuchItem
from bot.domain.state.release import Release
from bot.domain.state.staffing import Known

IDEOGRAPHS = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PIECE = re.compile(rf"[{IDEOGRAPHS}]|[^\W_{IDEOGRAPHS}]+")
BREAKS = frozenset(":,;、。|<>@!?\n\r")  # they end a name
BETWEEN = frozenset(" \t\u00a0\u3000/\\:,._、·()[]-")  # they may stand between a step and its system
JOINS = frozenset("/\\._-")  # with one of these right after a step's id, what follows must be its system
TAIL = re.compile(r"[:,;.、，。；：)）\]】」/\\|]+")
AND = re.compile(r"(?:(?:and|和|与|及|以及)(?![a-z])|[&+])\s*", re.IGNORECASE)
COMMAS_AND = re.compile(rf"^[\s,，、;；]*(?:{AND.pattern})?", re.IGNORECASE)
OFFERED = 5  # items near to a name that is unknown
SHOWN = 80  # characters of a wrong name that are worth showing and comparing


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters and digits, or one ideograph, with what stands between it and the piece before."""

    text: str
    gap: str
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a name may stand for, and the number of the first piece after it."""

    keys: tuple[str, ...]
    after: int


@dataclass(frozen=True, slots=True)
class Match:
    """What the beginning of some words may stand for, and the rest of the words."""

    keys: tuple[str, ...]
    rest: str


def pieces(text: str) -> tuple[Piece, ...]:
    folded, last, found = fold(text), 0, []
    for match in PIECE.finditer(folded):
        found.append(Piece(match[0], folded[last : match.start()], match.end()))
        last = match.end()
    return tuple(found)


def _canonical(text: str) -> str:
    """One space for white space, one hyphen for any other gap: `Boying_User` is `boying-user`."""
    found = pieces(text)
    return "".join(piece.text if i == 0 else _link(piece.gap) + piece.text for i, piece in enumerate(found))


def _link(gap: str) -> str:
    if any(char.isspace() for char in gap):
        return " "
    return "-" if gap else ""


@dataclass(frozen=True, slots=True)
class Names:
    """Keys by their spellings: in canonical form, and run together without any gap."""

    canonical: Mapping[str, tuple[str, ...]]
    together: Mapping[str, tuple[str, ...]]
    longest: int

    @classmethod
    def of(cls, spellings: Iterable[tuple[str, str]]) -> "Names":
        """From (key, spelling) pairs."""
        return _names(tuple(spellings))

    def first(self, words: str) -> Match | None:
        """The name that the words begin with."""
        found = pieces(words)
        named = self.at(found)
        return Match(named.keys, _rest(words, found, named.after)) if named else None

    def at(self, found: Sequence[Piece], start: int = 0) -> Found | None:
        """The longest name that begins at `start`: spelled as it is written, else with spaces put anywhere."""
        return self.longest_at(found, start, loose=False) or self.longest_at(found, start, loose=True)

    def longest_at(self, found: Sequence[Piece], start: int, *, loose: bool) -> Found | None:
        form, together, best = "", "", None
        for number in range(start, len(found)):
            piece = found[number]
            if number > start:
                if BREAKS & set(piece.gap):
                    break
                form += _link(piece.gap)
            form += piece.text
            together += piece.text
            if len(together) > self.longest:
                break
            keys = self.canonical.get(form) or (self.together.get(together) if loose or " " not in form else None)
            if keys:
                best = Found(keys, number + 1)
        return best


@lru_cache(maxsize=64)  # plans are few and lines are many: building an index costs more than all the rest of a line
def _names(spellings: tuple[tuple[str, str], ...]) -> Names:
    canonical: defaultdict[str, dict[str, None]] = defaultdict(dict)
    together: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for key, spelling in spellings:
        form = _canonical(spelling)
        canonical[form][key] = None
        together[form.replace("-", "").replace(" ", "")][key] = None
    return Names(
        {form: tuple(keys) for form, keys in canonical.items()},
        {form: tuple(keys) for form, keys in together.items()},
        max(map(len, together), default=0),
    )


def role_names(plan: Plan) -> Names:
    return Names.of((key, name) for key, role in plan.roles.items() for name in (key, role.name.zh, role.name.en))


def system_names(plan: Plan, systems: Collection[str]) -> Names:
    return Names.of((key, name) for key in systems for name in (key, plan.systems[key].name))


def environment_names(plan: Plan) -> Names:
    """By key and name; in Chinese with and without `环境`."""
    named = ((key, name) for key, place in plan.environments.items() for name in (key, place.name.zh, place.name.en))
    return Names.of((key, short) for key, name in named for short in (name, name.removesuffix("环境")) if short)


def system_named(plan: Plan, words: str) -> Match | None:
    """The systems that `words` begin with: one by its whole name, or those whose names begin or end so."""
    whole = system_names(plan, plan.systems).first(words)
    if whole:
        return whole
    found = pieces(words)
    part = Names.of(_parts(plan)).longest_at(found, 0, loose=True)
    return Match(part.keys, _rest(words, found, part.after)) if part else None


def people_named(people: Mapping[str, Known], name: str) -> tuple[str, ...]:
    """Who has exactly this key, name or address; capitals, width and doubled spaces aside."""
    wanted = _plain(name)
    return tuple(
        key for key, known in people.items() if wanted and wanted in map(_plain, (key, known.name, known.email))
    )


def same_address(people: Mapping[str, Known], email: str) -> str:
    """The one person with this very address, "" for nobody."""
    same = [key for key, known in people.items() if email and _plain(known.email) == _plain(email)]
    return same[0] if len(same) == 1 else ""


def _plain(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())


def item_named(release: Release, words: str) -> Match | NoSuchItem:
    """The items that `words` begin with: `1b/boying-user`, `1B boying user`, `1b user`, or all of a step by `1b`.

    A word that fits several systems leaves those; the word after a step that is no system at all begins the rest.
    """
    found = pieces(words)
    steps = Names.of((step, step) for step in release.layout.of_step).at(found)
    if steps is None:
        name = words.strip().partition(" ")[0]
        return NoSuchItem(name[:SHOWN], near_items(release, name, release.layout.items))
    items = tuple(chain.from_iterable(release.layout.of_step[step] for step in steps.keys))
    covered = {system for key in items if (system := release.item(key).system)}
    named = _system_after(release.plan, covered, found, steps.after)
    if named is not None:
        fitting = tuple(key for key in items if release.item(key).system in named.keys)
        if not fitting:
            return _unknown(release, _token(words, found, named.after), items)
        return Match(fitting, _rest(words, found, named.after))
    rest = _rest(words, found, steps.after)
    misspelt = len(covered) > 1 and near(rest.partition(" ")[0], release.plan.systems, 0.8)
    if misspelt or _is_joined(found, steps.after):
        return _unknown(release, _token(words, found, steps.after + 1), items)
    return Match(items, rest)


def also_named(release: Release, key: str, words: str) -> Match | None:
    """What else the words behind an item's name go on to name: systems of the same step, or items in full.

    By names alone, or joined to the first by an `and`: what merely begins with a system's name is somebody's sentence.
    """
    joined = AND.match(words)
    rest, more = words[joined.end() :] if joined else words, dict[str, None]()
    while rest and (named := _one_named(release, key, rest)):
        more[named.keys[0]] = None
        rest = COMMAS_AND.sub("", named.rest, count=1)
    others = tuple(other for other in more if other != key)
    return Match(others, rest) if others and (joined or not rest) else None


def _one_named(release: Release, key: str, words: str) -> Match | None:
    step = release.item(key).step.id
    system = system_names(release.plan, release.plan.systems).first(words)
    if system and len(system.keys) == 1 and f"{step}/{system.keys[0]}" in release.layout.items:
        return Match((f"{step}/{system.keys[0]}",), system.rest)
    item = item_named(release, words)
    return item if isinstance(item, Match) and len(item.keys) == 1 else None


def _system_after(plan: Plan, covered: Collection[str], found: Sequence[Piece], start: int) -> Found | None:
    """The system named there: any by its whole name, a covered one also by the words that its name begins or ends with.

    A word that fits every system says nothing, and is left to the rest.
    """
    if not covered or start >= len(found) or set(found[start].gap) - BETWEEN:
        return None
    if whole := system_names(plan, plan.systems).at(found, start):
        return whole
    part = Names.of(_parts(plan)).longest_at(found, start, loose=True)
    fitting = set(part.keys) & set(covered) if part else set()
    says_nothing = part is None or not fitting or len(fitting) == len(plan.systems) or 1 < len(covered) == len(fitting)
    return None if says_nothing else part


def _parts(plan: Plan) -> Iterator[tuple[str, str]]:
    for key, system in plan.systems.items():
        for name in (key, system.name):
            words = [word for word in re.split(r"[\W_]+", name) if word]
            for size in range(1, len(words)):
                yield key, "-".join(words[:size])
                yield key, "-".join(words[-size:])


def _is_joined(found: Sequence[Piece], after: int) -> bool:
    gap = found[after].gap if after < len(found) else ""
    return bool(gap) and set(gap) <= JOINS


def _rest(words: str, found: Sequence[Piece], after: int) -> str:
    """The words after a name, without the punctuation that stands right behind it."""
    rest = words[found[after - 1].end :]
    tail = TAIL.match(rest)
    return rest[tail.end() if tail else 0 :].strip()


def _token(words: str, found: Sequence[Piece], after: int) -> str:
    """The words as far as a name goes, and what hangs on to it."""
    end = found[after - 1].end
    return words[:end] + words[end:].partition(" ")[0]


def _unknown(release: Release, name: str, items: Sequence[str]) -> NoSuchItem:
    """None of a step's items."""
    return NoSuchItem(name[:SHOWN], near_items(release, name, items) or tuple(items)[:OFFERED])


def near_items(release: Release, name: str, items: Iterable[str]) -> tuple[str, ...]:
    """Some of the items whose id, step or system looks like this name, those of the present phase first."""
    spelled: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for item in map(release.item, items):
        for form in (item.id, item.step.id, item.system or ""):
            spelled[form][item.id] = None
    very = (form for form in spelled if fold(form) == fold(name))  # a step or a system by itself is no item
    by_name = zip_longest(*(spelled[form] for form in (*very, *near(name, spelled, 0.5))))
    likely = dict.fromkeys(key for keys in by_name for key in keys if key)
    return tuple(sorted(likely, key=lambda key: release.item(key).phase != release.phase))[:OFFERED]


def near(name: str, known: Iterable[str], cutoff: float = 0.6) -> tuple[str, ...]:
    """Up to three other known names that look like this one, best first: never what was written itself."""
    spelled = {form: each for each in known if each and (form := fold(each)) != fold(name)}
    return tuple(spelled[form] for form in get_close_matches(fold(name[:SHOWN]), spelled, cutoff=cutoff))
